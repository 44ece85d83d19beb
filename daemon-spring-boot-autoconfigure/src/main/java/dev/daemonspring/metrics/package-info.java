/**
 * Meters of the workers, in the registry of the application: what the supervisor knows,
 * read from the status region, without a call to a worker. No promise to users, except
 * for the names of the meters.
 */
@NullMarked
package dev.daemonspring.metrics;

import org.jspecify.annotations.NullMarked;
