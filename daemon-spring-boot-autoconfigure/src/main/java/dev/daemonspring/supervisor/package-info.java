/**
 * Keeping worker processes alive: launching, watching, restarting and ending them. The
 * façade is {@link dev.daemonspring.supervisor.Workers}.
 */
@NullMarked
package dev.daemonspring.supervisor;

import org.jspecify.annotations.NullMarked;
