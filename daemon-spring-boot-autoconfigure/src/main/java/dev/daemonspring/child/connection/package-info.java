/**
 * Connections to services, passed on from the daemon to its worker processes: those that
 * containers or Docker Compose provide in development. Internal; not for use by
 * applications.
 */
@NullMarked
package dev.daemonspring.child.connection;

import org.jspecify.annotations.NullMarked;
