/**
 * Connections to services that the daemon has and its worker processes use: what a
 * container or Docker Compose gave it while it is developed. For the daemon itself; no
 * promise to users.
 */
@NullMarked
package dev.daemonspring.child.connection;

import org.jspecify.annotations.NullMarked;
