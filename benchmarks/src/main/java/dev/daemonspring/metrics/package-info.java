/**
 * Benchmarks of this room; in its package, to reach what it keeps to itself.
 */
@NullMarked
package dev.daemonspring.metrics;

import org.jspecify.annotations.NullMarked;
