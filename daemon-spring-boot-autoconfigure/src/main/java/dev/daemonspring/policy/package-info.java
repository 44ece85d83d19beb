/**
 * Decisions without side effects: whether and when to restart, what follows from an exit,
 * from an operator's order or from an observation, and when a limit is exceeded. Not a
 * public API.
 */
@NullMarked
package dev.daemonspring.policy;

import org.jspecify.annotations.NullMarked;
