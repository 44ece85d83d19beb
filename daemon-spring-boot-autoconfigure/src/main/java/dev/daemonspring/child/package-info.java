/**
 * Life inside a worker process: it is born unassigned, boots the user's application
 * without its surroundings, is assigned a worker, and follows its daemon to its death.
 */
@NullMarked
package dev.daemonspring.child;

import org.jspecify.annotations.NullMarked;
