/**
 * The meters of worker processes in a Prometheus scrape. Not a public API.
 */
@NullMarked
package dev.daemonspring.metrics.prometheus;

import org.jspecify.annotations.NullMarked;
