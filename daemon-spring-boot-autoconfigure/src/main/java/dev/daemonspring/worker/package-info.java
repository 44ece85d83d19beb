/**
 * All that the author of a worker imports: what a worker is, what it may ask, and what
 * the world may assume about its states.
 */
@NullMarked
package dev.daemonspring.worker;

import org.jspecify.annotations.NullMarked;
