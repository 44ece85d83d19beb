package dev.daemonspring.chaos;

import java.util.concurrent.CountDownLatch;

import org.springframework.beans.factory.DisposableBean;

/**
 * Never ends when it is told to hang: a shutdown hook, a {@code spindown()}, or the
 * destruction of a bean.
 */
class ChaosEnd implements DisposableBean {

	private volatile boolean hangs;

	void hangs(boolean hangs) {
		this.hangs = hangs;
	}

	@Override
	public void destroy() {
		if (this.hangs) {
			hang();
		}
	}

	static void hang() {
		while (true) {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				// Hangs all the same
			}
		}
	}

}
