package dev.daemonspring.rpc.socket;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * A lifecycle that closes the sockets in the phase in which a web server shuts down
 * gracefully, before the workers end, so that calls in progress still reach them. The
 * sockets open before the workers start, because an address that is in use must stop the
 * application before any worker runs.
 */
public class RpcSocketsGracefulShutdown implements SmartLifecycle {

	private final RpcSockets sockets;

	private volatile boolean running;

	/**
	 * Create the shutdown.
	 * @param sockets the sockets to close
	 */
	public RpcSocketsGracefulShutdown(RpcSockets sockets) {
		this.sockets = sockets;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.sockets.stop();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
	}

}
