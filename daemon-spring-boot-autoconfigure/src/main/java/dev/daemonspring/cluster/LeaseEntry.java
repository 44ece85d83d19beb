package dev.daemonspring.cluster;

import java.time.Instant;

/**
 * A lease as its store shows it.
 *
 * @param name the name of the lease
 * @param holder who holds it, or held it last; empty if nobody does and the store has
 * forgotten who did
 * @param until when it ends or ended, by the store's clock, which is comparable with that
 * of other leases only
 */
public record LeaseEntry(String name, String holder, Instant until) {
}
