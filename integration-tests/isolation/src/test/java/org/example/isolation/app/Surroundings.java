package org.example.isolation.app;

import org.example.isolation.Ledger;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import dev.daemonspring.worker.ConditionalOnDaemon;
import dev.daemonspring.worker.ConditionalOnWorkerProcess;

/**
 * Lifecycle beans: one that nobody needs, one that a worker shares with the daemon, one
 * for worker processes only, one for the daemon only.
 */
final class Surroundings {

	private Surroundings() {
	}

	/**
	 * Writes its start and its end into the ledger.
	 */
	abstract static class Recorded implements SmartLifecycle {

		private final String name;

		private volatile boolean running;

		Recorded(String name) {
			this.name = name;
			Ledger.write(name + "-created");
		}

		@Override
		public void start() {
			this.running = true;
			Ledger.write(this.name + "-start");
		}

		@Override
		public void stop() {
			this.running = false;
			Ledger.write(this.name + "-stop");
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

	}

	/**
	 * Needed by no worker.
	 */
	@Component
	static class Unrelated extends Recorded {

		Unrelated() {
			super("unrelated");
		}

		@Listens("unrelated-queue")
		void receive() {
		}

	}

	/**
	 * Needed by a worker.
	 */
	@Component
	static class Shared extends Recorded {

		Shared() {
			super("shared");
		}

		@Listens("shared-queue")
		void receive() {
		}

	}

	/**
	 * Needed by a worker, and by nobody else.
	 */
	@Component
	@ConditionalOnWorkerProcess
	static class Connection extends Recorded {

		Connection() {
			super("connection");
		}

	}

	/**
	 * Of no use to workers.
	 */
	@Component
	@ConditionalOnDaemon
	static class DaemonOnly extends Recorded {

		DaemonOnly() {
			super("daemon-only");
		}

	}

	/**
	 * For worker processes, but none needs it.
	 */
	@Component
	@ConditionalOnWorkerProcess
	static class Unused extends Recorded {

		Unused() {
			super("unused");
		}

	}

}
