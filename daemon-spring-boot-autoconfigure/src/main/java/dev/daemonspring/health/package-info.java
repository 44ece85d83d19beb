/**
 * What Actuator's health endpoint says of the workers. It reads the façade and never asks
 * a worker, so that a worker that hangs can't hang the health check.
 */
@NullMarked
package dev.daemonspring.health;

import org.jspecify.annotations.NullMarked;
