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
 * A network between a replica and its store that can go away without a word, or lose the
 * connections that there are: then nothing is transported and nothing is closed.
 * Thread-safe.
 */
final class StallingProxy implements AutoCloseable {

	private final String host;

	private final int port;

	private final ServerSocket listening;

	private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

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
				Connection connection = new Connection(this.listening.accept());
				this.connections.add(connection);
				thread(connection::open);
			}
			catch (IOException ex) {
				// Closed, or out of sockets for a moment
			}
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
			this.connections.forEach(Connection::close);
		}
		this.cut = false;
		notifyAll();
	}

	/**
	 * Transport nothing any more over the connections that there are.
	 */
	void abandon() {
		this.connections.forEach(Connection::abandon);
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

	/**
	 * A connection through the network.
	 */
	private final class Connection {

		private final Socket client;

		private volatile Socket server;

		private volatile boolean abandoned;

		Connection(Socket client) {
			this.client = client;
		}

		void open() {
			try {
				awaitNetwork();
				Socket opened = new Socket(StallingProxy.this.host, StallingProxy.this.port);
				this.server = opened;
				this.client.setTcpNoDelay(true);
				opened.setTcpNoDelay(true);
				thread(() -> transport(opened, this.client));
				transport(this.client, opened);
			}
			catch (IOException ex) {
				close();
			}
		}

		private void transport(Socket from, Socket to) {
			byte[] buffer = new byte[8192];
			try {
				InputStream in = from.getInputStream();
				OutputStream out = to.getOutputStream();
				for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
					awaitNetwork();
					if (!this.abandoned) {
						out.write(buffer, 0, count);
					}
				}
			}
			catch (IOException ex) {
				// One side has closed it
			}
			finally {
				if (this.abandoned && from != this.client) {
					close(from);
				}
				else {
					// Also of one that was abandoned, or the server had soon no room for
					// others
					close();
				}
			}
		}

		void abandon() {
			this.abandoned = true;
		}

		void close() {
			StallingProxy.this.connections.remove(this);
			close(this.client);
			close(this.server);
		}

		private static void close(Socket socket) {
			try {
				if (socket != null) {
					socket.close();
				}
			}
			catch (IOException ex) {
				// It is gone either way
			}
		}

	}

}
