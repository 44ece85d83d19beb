package dev.daemonspring.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.ConfigurationProperties;

import dev.daemonspring.policy.LeaseTerms;
import dev.daemonspring.supervisor.InvalidPropertyException;
import dev.daemonspring.supervisor.PropertyCheck;

/**
 * Configuration of the leases on workers that the replicas of an application share.
 */
@ConfigurationProperties("daemon.cluster")
public class ClusterProperties implements InitializingBean {

	/**
	 * Name of the application in the store of the leases, the same in all of its
	 * replicas. Defaults to 'spring.application.name', else to 'daemon'.
	 */
	private @Nullable String group;

	/**
	 * Time that a lease lasts without being renewed.
	 */
	private Duration lease = Duration.ofSeconds(15);

	/**
	 * Time from one renewal of a lease to the next.
	 */
	private Duration renew = Duration.ofSeconds(4);

	/**
	 * Time that a call to the store may take before another is tried.
	 */
	private Duration operationTimeout = Duration.ofSeconds(2);

	/**
	 * Time before the end of a lease at which no process of the worker may be left.
	 */
	private Duration margin = Duration.ofSeconds(3);

	/**
	 * Maximum number of workers of the cluster that this replica runs. No limit when not
	 * set.
	 */
	private @Nullable Integer maxPerReplica;

	/**
	 * Store of the leases. Defaults to ShedLock where there is a LockProvider, else to
	 * Kubernetes where there is a KubernetesClient.
	 */
	private @Nullable Store store;

	private final Kubernetes kubernetes = new Kubernetes();

	public @Nullable String getGroup() {
		return this.group;
	}

	public void setGroup(@Nullable String group) {
		this.group = group;
	}

	public Duration getLease() {
		return this.lease;
	}

	public void setLease(Duration lease) {
		this.lease = lease;
	}

	public Duration getRenew() {
		return this.renew;
	}

	public void setRenew(Duration renew) {
		this.renew = renew;
	}

	public Duration getOperationTimeout() {
		return this.operationTimeout;
	}

	public void setOperationTimeout(Duration operationTimeout) {
		this.operationTimeout = operationTimeout;
	}

	public Duration getMargin() {
		return this.margin;
	}

	public void setMargin(Duration margin) {
		this.margin = margin;
	}

	public @Nullable Integer getMaxPerReplica() {
		return this.maxPerReplica;
	}

	public void setMaxPerReplica(@Nullable Integer maxPerReplica) {
		this.maxPerReplica = maxPerReplica;
	}

	public @Nullable Store getStore() {
		return this.store;
	}

	public void setStore(@Nullable Store store) {
		this.store = store;
	}

	public Kubernetes getKubernetes() {
		return this.kubernetes;
	}

	LeaseTerms terms() {
		return new LeaseTerms(this.lease, this.renew, this.operationTimeout, this.margin);
	}

	/**
	 * Check the values.
	 * @throws InvalidPropertyException when one is beyond its limits, or a lease would
	 * end because of a single renewal that fails
	 */
	@Override
	public void afterPropertiesSet() {
		PropertyCheck check = new PropertyCheck("daemon.cluster");
		check.positive("lease", this.lease);
		check.positive("renew", this.renew);
		check.positive("operation-timeout", this.operationTimeout);
		check.positive("margin", this.margin);
		check.check("max-per-replica", this.maxPerReplica, this.maxPerReplica == null || this.maxPerReplica >= 0,
				"at least 0");
		if (terms().slack().isNegative() || terms().slack().isZero()) {
			Duration least = this.renew.plus(this.operationTimeout).plus(this.margin);
			throw new InvalidPropertyException("daemon.cluster.lease",
					("'daemon.cluster.lease' is '%d ms', too short to be renewed: 'renew', 'operation-timeout' and 'margin'"
							+ " together are %d ms, so that one renewal that fails would end every worker.")
						.formatted(this.lease.toMillis(), least.toMillis()),
					"Set 'daemon.cluster.lease' to more than that, and leave time for the workers to end; the defaults are"
							+ " 15s, 4s, 2s and 3s.");
		}
	}

	/**
	 * Where leases can be kept.
	 */
	public enum Store {

		/**
		 * In the store of a LockProvider of ShedLock.
		 */
		SHEDLOCK,

		/**
		 * In objects of Kubernetes.
		 */
		KUBERNETES

	}

	/**
	 * Configuration of the leases that are objects of Kubernetes.
	 */
	public static class Kubernetes {

		/**
		 * Namespace of the leases. Defaults to that of the KubernetesClient, which is the
		 * pod's own unless it is configured otherwise.
		 */
		private @Nullable String namespace;

		/**
		 * Text with which the names of the leases begin, before the application's name.
		 */
		private String namePrefix = "";

		public @Nullable String getNamespace() {
			return this.namespace;
		}

		public void setNamespace(@Nullable String namespace) {
			this.namespace = namespace;
		}

		public String getNamePrefix() {
			return this.namePrefix;
		}

		public void setNamePrefix(String namePrefix) {
			this.namePrefix = namePrefix;
		}

	}

}
