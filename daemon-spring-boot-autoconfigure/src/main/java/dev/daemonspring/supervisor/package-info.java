/**
 * Supervision of workers. The façade {@link dev.daemonspring.supervisor.Workers}, its
 * records, exceptions and events are what users may rely on; the supervisor behind them
 * reconciles what should be with what is.
 */
@NullMarked
package dev.daemonspring.supervisor;

import org.jspecify.annotations.NullMarked;
