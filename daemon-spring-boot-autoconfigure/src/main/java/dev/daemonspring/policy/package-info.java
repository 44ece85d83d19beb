/**
 * Decisions, without effects: whether and when to restart, what follows from an exit,
 * from an operator's order, or from what was found at a look, and what is too long or too
 * much. No promise to users.
 */
@NullMarked
package dev.daemonspring.policy;

import org.jspecify.annotations.NullMarked;
