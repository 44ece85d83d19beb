/**
 * What a daemon and its worker processes say to each other: the messages in the control
 * pipe, the commands in a mailbox, and the codes with which a process ends. No promise to
 * users; both sides are always of the same version.
 */
@NullMarked
package dev.daemonspring.protocol;

import org.jspecify.annotations.NullMarked;
