/**
 * The daemon's own process: its pid file, its signals, its heap, and its end. No promise
 * to users.
 */
@NullMarked
package dev.daemonspring.host;

import org.jspecify.annotations.NullMarked;
