/**
 * Worker processes as the daemon sees them: how to start them, communication with them,
 * pools of those that wait, and how they ended. This room knows those that need a process
 * only as tenants. Not a public API.
 */
@NullMarked
package dev.daemonspring.process;

import org.jspecify.annotations.NullMarked;
