/**
 * Measures whole processes: restarts, starts, memory, requests, idleness. Starts
 * everything that it measures itself, and ends it.
 */
@NullMarked
package dev.daemonspring.benchmark.system;

import org.jspecify.annotations.NullMarked;
