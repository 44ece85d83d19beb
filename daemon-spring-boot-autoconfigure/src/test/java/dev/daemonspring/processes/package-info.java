/**
 * How workers get their processes, with real ones.
 */
@NullMarked
package dev.daemonspring.processes;

import org.jspecify.annotations.NullMarked;
