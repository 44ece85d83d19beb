package dev.daemonspring.rpc.socket;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;

/**
 * The address on which a socket listens.
 */
public sealed interface RpcSocketAddress {

	/**
	 * Return the address that a text denotes.
	 * @param text the text, such as {@code unix:///run/app/daemon.sock} or
	 * {@code tcp://127.0.0.1:10042}
	 * @return the address
	 * @throws RpcSocketException when the text is not a valid address, or its host is
	 * unknown
	 */
	static RpcSocketAddress of(String text) {
		try {
			URI uri = URI.create(text);
			String path = uri.getPath();
			if ("unix".equals(uri.getScheme()) && uri.getAuthority() == null && path != null && path.startsWith("/")) {
				return new Unix(text, Path.of(path));
			}
			if ("tcp".equals(uri.getScheme()) && uri.getHost() != null && uri.getPort() >= 0
					&& (path == null || path.isEmpty())) {
				return new Tcp(text, new InetSocketAddress(InetAddress.getByName(uri.getHost()), uri.getPort()));
			}
		}
		catch (IllegalArgumentException ex) {
			// Falls through to the exception below
		}
		catch (UnknownHostException ex) {
			throw new RpcSocketException(text, "its host is not known", "Use a host or an address of this machine.");
		}
		throw new RpcSocketException(text, "it is not the address of a socket",
				"Write 'unix:///absolute/path.sock' or 'tcp://host:port'.");
	}

	/**
	 * Return the address as it was written.
	 * @return the text
	 */
	String text();

	/**
	 * Return the address without its text, so that different texts for the same address
	 * give equal results.
	 * @return the address, with an empty text
	 */
	RpcSocketAddress plain();

	/**
	 * Return whether the address is known before the socket is bound.
	 * @return {@code false} when the system chooses the port
	 */
	default boolean isFixed() {
		return true;
	}

	/**
	 * A Unix domain socket.
	 *
	 * @param text the address as it was written
	 * @param path the socket's file
	 */
	record Unix(String text, Path path) implements RpcSocketAddress {

		@Override
		public Unix plain() {
			return new Unix("", this.path.toAbsolutePath().normalize());
		}

	}

	/**
	 * A TCP socket.
	 *
	 * @param text the address as it was written
	 * @param address the address to bind
	 */
	record Tcp(String text, InetSocketAddress address) implements RpcSocketAddress {

		@Override
		public Tcp plain() {
			return new Tcp("", this.address);
		}

		@Override
		public boolean isFixed() {
			return this.address.getPort() != 0;
		}

		boolean isLoopback() {
			return this.address.getAddress().isLoopbackAddress();
		}

	}

}
