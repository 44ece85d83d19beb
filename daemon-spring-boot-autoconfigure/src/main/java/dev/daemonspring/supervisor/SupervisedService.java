package dev.daemonspring.supervisor;

import dev.daemonspring.host.ServiceNotifier;

/**
 * The daemon as a service manager sees it.
 *
 * @param supervisor the supervisor of its workers
 */
record SupervisedService(Supervisor supervisor) implements ServiceNotifier.Service {

	/**
	 * A daemon without workers, which is ready.
	 */
	static final ServiceNotifier.Service NONE = new ServiceNotifier.Service() {

		private long looks;

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public String status() {
			return "No worker is run";
		}

		@Override
		public synchronized long looks() {
			return ++this.looks;
		}

	};

	@Override
	public boolean isReady() {
		return this.supervisor.isSpunUp();
	}

	@Override
	public String status() {
		return this.supervisor.status();
	}

	@Override
	public long looks() {
		return this.supervisor.looks();
	}

}
