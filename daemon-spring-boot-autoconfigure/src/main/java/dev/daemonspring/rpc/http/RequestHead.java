package dev.daemonspring.rpc.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * The head of a request, independent of the kind of server.
 *
 * @param method the method
 * @param contentTypes every {@code Content-Type}
 * @param contentEncodings every {@code Content-Encoding}
 * @param origins every {@code Origin}
 * @param fetchSites every {@code Sec-Fetch-Site}
 * @param hosts every {@code Host}
 * @param authorizations every {@code Authorization}
 * @param forwarded the names of the headers that proxies have added
 * @param loopback whether the connection comes from this machine
 * @param login how the caller is logged in
 */
record RequestHead(String method, List<String> contentTypes, List<String> contentEncodings, List<String> origins,
		List<String> fetchSites, List<String> hosts, List<String> authorizations, List<String> forwarded,
		boolean loopback, Login login) {

	RequestHead withLogin(Login login) {
		return new RequestHead(this.method, this.contentTypes, this.contentEncodings, this.origins, this.fetchSites,
				this.hosts, this.authorizations, this.forwarded, this.loopback, login);
	}

	/**
	 * Return whether an address is a loopback address.
	 * @param address an IP address, never a name
	 */
	static boolean isLoopback(String address) {
		try {
			// An address is only parsed: a server passes no names to be looked up
			return InetAddress.getByName(address).isLoopbackAddress();
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

}
