/**
 * The mapped file that a daemon and its worker processes share: what is where, who writes
 * it in which order, and why nobody blocks, tears or loses anything on it.
 */
@NullMarked
package dev.daemonspring.region;

import org.jspecify.annotations.NullMarked;
