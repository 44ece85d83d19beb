/**
 * The daemon's own process: its pid file, its signals, its heap, and its end. Not a
 * public API.
 */
@NullMarked
package dev.daemonspring.host;

import org.jspecify.annotations.NullMarked;
