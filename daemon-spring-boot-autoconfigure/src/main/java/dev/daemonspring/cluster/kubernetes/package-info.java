/**
 * Leases that are objects of Kubernetes ({@code coordination.k8s.io/v1}), through the
 * {@code KubernetesClient} that the application has.
 */
@NullMarked
package dev.daemonspring.cluster.kubernetes;

import org.jspecify.annotations.NullMarked;
