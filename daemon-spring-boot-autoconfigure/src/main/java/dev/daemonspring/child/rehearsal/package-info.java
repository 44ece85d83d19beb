/**
 * Beans of our own, and a small context for them, with which a standby rehearses.
 * Internal; not for use by applications.
 */
@NullMarked
package dev.daemonspring.child.rehearsal;

import org.jspecify.annotations.NullMarked;
