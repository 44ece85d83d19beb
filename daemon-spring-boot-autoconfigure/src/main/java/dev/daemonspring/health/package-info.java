/**
 * The workers in Actuator's health endpoint. The state is read through
 * {@link dev.daemonspring.supervisor.Workers}, without a call to a worker, so a worker
 * that hangs can't hang the health check.
 */
@NullMarked
package dev.daemonspring.health;

import org.jspecify.annotations.NullMarked;
