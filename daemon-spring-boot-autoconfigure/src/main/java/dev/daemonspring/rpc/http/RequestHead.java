package dev.daemonspring.rpc.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;

/**
 * What is known of a request before its body is read.
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

	/**
	 * Return the head of a request, as it came over the wire: a filter that believes
	 * forwarding headers hides them and has the caller's address from them.
	 */
	static RequestHead of(HttpServletRequest request, Operators operators) {
		HttpServletRequest raw = unwrap(request);
		Peer peer = Peer.of(raw);
		return new RequestHead(raw.getMethod(), headers(raw, "Content-Type"), headers(raw, "Content-Encoding"),
				headers(raw, "Origin"), headers(raw, "Sec-Fetch-Site"), peer.hosts(), headers(raw, "Authorization"),
				peer.forwarded(), isLoopback(peer.address()),
				operators.of(request.getUserPrincipal(), request::isUserInRole));
	}

	private static HttpServletRequest unwrap(HttpServletRequest request) {
		ServletRequest current = request;
		while (current instanceof ServletRequestWrapper wrapper) {
			current = wrapper.getRequest();
		}
		return (current instanceof HttpServletRequest raw) ? raw : request;
	}

	private static List<String> headers(HttpServletRequest request, String name) {
		return Collections.list(request.getHeaders(name));
	}

	private static boolean isLoopback(String address) {
		try {
			// An address is parsed here, never looked up: the container gives no names
			return InetAddress.getByName(address).isLoopbackAddress();
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

}
