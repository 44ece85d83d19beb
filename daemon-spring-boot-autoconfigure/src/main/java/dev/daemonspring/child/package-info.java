/**
 * What runs inside a worker process: it starts unassigned, boots the user's application
 * without its web server, runners and listeners, is assigned a worker, and ends with its
 * daemon.
 */
@NullMarked
package dev.daemonspring.child;

import org.jspecify.annotations.NullMarked;
