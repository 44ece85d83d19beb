package org.example.counting;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Faults that nobody waits for between: a replica suffers its next one as soon as it has
 * a standby again, whatever its neighbors and the store suffer at that time.
 */
final class Storm implements AutoCloseable {

	private final Cluster cluster;

	private final List<ExecutorService> replicas = new ArrayList<>();

	private final ExecutorService store = Executors.newSingleThreadExecutor();

	Storm(Cluster cluster) {
		this.cluster = cluster;
		for (int i = 0; i < Cluster.REPLICAS; i++) {
			this.replicas.add(Executors.newSingleThreadExecutor());
		}
	}

	/**
	 * Have all of that happen, and wait until it has.
	 */
	void rage(List<Strike> strikes) throws Exception {
		List<Future<?>> all = new ArrayList<>();
		for (Strike strike : strikes) {
			Callable<Void> suffering = () -> {
				if (!strike.fault().isOfStore()) {
					this.cluster.replicas().get(strike.replica()).awaitStandby();
				}
				this.cluster.suffer(strike);
				return null;
			};
			all.add((strike.fault().isOfStore() ? this.store : this.replicas.get(strike.replica())).submit(suffering));
		}
		for (Future<?> one : all) {
			try {
				one.get();
			}
			catch (ExecutionException ex) {
				throw new AssertionError("A fault could not be caused", ex.getCause());
			}
		}
	}

	@Override
	public void close() {
		this.replicas.forEach(ExecutorService::shutdownNow);
		this.store.shutdownNow();
	}

}
