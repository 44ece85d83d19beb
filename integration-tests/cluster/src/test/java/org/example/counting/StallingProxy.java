package org.example.counting;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network between a replica and its store that can go away without a word: then nothing
 * is transported and no connection is closed. Thread-safe.
 */
final class StallingProxy implements AutoCloseable {

	private final String host;

	private final int port;

	private final ServerSocket listening;

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private boolean cut;

	private StallingProxy(String host, int port, ServerSocket listening) {
		this.host = host;
		this.port = port;
		this.listening = listening;
	}

	static StallingProxy to(String host, int port) throws IOException {
		StallingProxy proxy = new StallingProxy(host, port, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
		thread(proxy::listen);
		return proxy;
	}

	int port() {
		return this.listening.getLocalPort();
	}

	private void listen() {
		while (!this.listening.isClosed()) {
			try {
				Socket client = this.listening.accept();
				this.sockets.add(client);
				thread(() -> connect(client));
			}
			catch (IOException ex) {
				// Closed, or out of sockets for a moment
			}
		}
	}

	private void connect(Socket client) {
		try {
			awaitNetwork();
			Socket server = new Socket(this.host, this.port);
			this.sockets.add(server);
			client.setTcpNoDelay(true);
			server.setTcpNoDelay(true);
			thread(() -> transport(server, client));
			transport(client, server);
		}
		catch (IOException ex) {
			close(client);
		}
	}

	private void transport(Socket from, Socket to) {
		byte[] buffer = new byte[8192];
		try {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
				awaitNetwork();
				out.write(buffer, 0, count);
			}
		}
		catch (IOException ex) {
			// One side has closed it
		}
		finally {
			close(from);
			close(to);
		}
	}

	private synchronized void awaitNetwork() {
		try {
			while (this.cut) {
				wait();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Transport nothing any more.
	 */
	synchronized void cut() {
		this.cut = true;
	}

	/**
	 * Transport again what was held up, or have lost it along with the connections.
	 * @param lost whether the connections are lost
	 */
	synchronized void mend(boolean lost) {
		if (lost) {
			this.sockets.forEach(this::close);
		}
		this.cut = false;
		notifyAll();
	}

	private void close(Socket socket) {
		this.sockets.remove(socket);
		try {
			socket.close();
		}
		catch (IOException ex) {
			// It is gone either way
		}
	}

	private static void thread(Runnable task) {
		Thread thread = new Thread(task, "stalling-proxy");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.listening.close();
		mend(true);
	}

}
