/**
 * Observations of Micrometer around the work of workers, and around the commands that the
 * daemon sends them. The contexts and conventions are for users; the rest is no promise.
 */
@NullMarked
package dev.daemonspring.observe;

import org.jspecify.annotations.NullMarked;
