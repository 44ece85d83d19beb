/**
 * The mapped file that a daemon and its worker processes share: its layout, who writes
 * which field in which order, and why nobody ever blocks, reads torn values or loses
 * anything.
 */
@NullMarked
package dev.daemonspring.region;

import org.jspecify.annotations.NullMarked;
