/**
 * Leases in a store of ShedLock, through the {@code LockProvider} that the application
 * has.
 */
@NullMarked
package dev.daemonspring.cluster.shedlock;

import org.jspecify.annotations.NullMarked;
