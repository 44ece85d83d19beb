/**
 * The protocol between a daemon and its worker processes: the messages in the control
 * pipe, the commands in a mailbox, and the exit codes of processes. Not a public API;
 * both sides always have the same version.
 */
@NullMarked
package dev.daemonspring.protocol;

import org.jspecify.annotations.NullMarked;
