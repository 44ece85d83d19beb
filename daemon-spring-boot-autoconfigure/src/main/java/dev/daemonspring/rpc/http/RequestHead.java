package dev.daemonspring.rpc.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * What is known of a request before its body is read, whatever kind of server has it.
 *
 * @param method the method
 * @param contentTypes every {@code Content-Type}
 * @param contentEncodings every {@code Content-Encoding}
 * @param origins every {@code Origin}
 * @param fetchSites every {@code Sec-Fetch-Site}
 * @param hosts every {@code Host}
 * @param authorizations every {@code Authorization}
 * @param forwarded the names of the headers that a proxy left
 * @param loopback whether the connection comes from this machine
 * @param login whether Spring Security, or the container, knows who calls
 */
record RequestHead(String method, List<String> contentTypes, List<String> contentEncodings, List<String> origins,
		List<String> fetchSites, List<String> hosts, List<String> authorizations, List<String> forwarded,
		boolean loopback, Login login) {

	RequestHead withLogin(Login login) {
		return new RequestHead(this.method, this.contentTypes, this.contentEncodings, this.origins, this.fetchSites,
				this.hosts, this.authorizations, this.forwarded, this.loopback, login);
	}

	/**
	 * Return whether an address is this machine's own.
	 * @param address an address, never a name
	 */
	static boolean isLoopback(String address) {
		try {
			// An address is parsed here, never looked up: the server gives no names
			return InetAddress.getByName(address).isLoopbackAddress();
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

}
