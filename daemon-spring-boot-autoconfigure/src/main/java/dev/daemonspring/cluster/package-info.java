/**
 * One worker on one of many machines: one API for the leases, kept here; each store has a
 * room of its own. The supervisor knows of them what {@code WorkerLeases} says, and
 * nothing of stores.
 */
@NullMarked
package dev.daemonspring.cluster;

import org.jspecify.annotations.NullMarked;
