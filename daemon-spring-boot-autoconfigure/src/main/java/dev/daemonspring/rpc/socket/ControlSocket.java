package dev.daemonspring.rpc.socket;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

import dev.daemonspring.region.RegionPaths;
import dev.daemonspring.rpc.RpcEngine;

/**
 * The socket beside the status region on which the command line gives its orders. Nobody
 * has to configure it, so it never prevents the start: where it can't be opened, a
 * warning says why. If its file is removed, it is opened again. Opens after the workers
 * have been started, because the region is made with them, and closes before they end.
 * Thread-safe.
 */
public class ControlSocket implements SmartLifecycle {

	/**
	 * Between the workers and the graceful shutdown of the web server.
	 */
	private static final int PHASE = WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE - 256;

	private static final Log logger = LogFactory.getLog(ControlSocket.class);

	private final Supplier<@Nullable Path> regionFile;

	private final SocketSettings settings;

	private final Supplier<RpcEngine> engine;

	private @Nullable RpcListener listener;

	private @Nullable IdleWatch watch;

	/**
	 * Create the socket.
	 * @param regionFile supplies the file of the status region, or {@code null} if there
	 * is none, and hence nobody who could find the socket
	 * @param settings the settings of the socket
	 * @param engine a supplier of the engine that answers
	 */
	public ControlSocket(Supplier<@Nullable Path> regionFile, SocketSettings settings, Supplier<RpcEngine> engine) {
		this.regionFile = regionFile;
		this.settings = settings;
		this.engine = engine;
	}

	@Override
	public synchronized void start() {
		Path region = this.regionFile.get();
		if (region == null || this.watch != null) {
			return;
		}
		Path file = RegionPaths.controlSocket(region);
		open(file);
		if (this.listener != null) {
			this.watch = IdleWatch.start(this.settings.checkPeriodMillis(), () -> look(file));
		}
	}

	private void open(Path file) {
		try {
			RpcListener opened = RpcListener.open(new RpcSocketAddress.Unix(file.toString(), file), this.settings,
					this.engine);
			opened.start();
			this.listener = opened;
		}
		catch (RpcSocketException ex) {
			warn(file, ex.reason(), ex.action());
		}
		catch (UnsupportedOperationException ex) {
			warn(file, "this JVM has no Unix domain sockets", "Use the RPC over HTTP or TCP.");
		}
	}

	private static void warn(Path file, String reason, String action) {
		logger.warn(("'daemonctl' can show the workers, but not control them: the socket '%s' can't be opened: %s. %s"
				+ " Choose another place with 'daemon.directory', or do without with 'daemon.control-socket=false'.")
			.formatted(file, reason, action));
	}

	private synchronized void look(Path file) {
		RpcListener open = this.listener;
		if (open == null || this.watch == null) {
			return;
		}
		open.checkIdle();
		if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
			this.listener = null;
			open.stop(0);
			open(file);
		}
	}

	@Override
	public void stop() {
		RpcListener open;
		synchronized (this) {
			open = this.listener;
			this.listener = null;
			if (this.watch != null) {
				this.watch.close();
				this.watch = null;
			}
		}
		if (open != null) {
			open.stop(RpcSockets.STOP_GRACE_MILLIS);
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.listener != null || this.watch != null;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
