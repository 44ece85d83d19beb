package dev.daemonspring.rpc.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The peer of a connection, as it was before any forwarding header was evaluated.
 *
 * @param address its address
 * @param hosts the values of its {@code Host} headers, or its HTTP/2 authority
 * @param forwarded the names of the headers that proxies have added
 */
record Peer(String address, List<String> hosts, List<String> forwarded) {

	static final String ATTRIBUTE = Peer.class.getName();

	/**
	 * An attribute that Tomcat's {@code RemoteIpValve} sets when it takes the peer for a
	 * trusted proxy. By default that is every caller on this machine, with or without a
	 * forwarding header.
	 */
	private static final String FORWARDED_ATTRIBUTE = "org.apache.tomcat.request.forwarded";

	/**
	 * Return the peer that was recorded when the request arrived, or what is known of it
	 * now.
	 */
	static Peer of(HttpServletRequest request) {
		if (request.getAttribute(ATTRIBUTE) instanceof Peer noted) {
			return noted;
		}
		Peer peer = read(request);
		if (request.getAttribute(FORWARDED_ATTRIBUTE) != null) {
			// The valve has removed its header, if there was any
			peer.forwarded.add("X-Forwarded-For");
		}
		return peer;
	}

	/**
	 * Record the peer of a request that has just arrived.
	 */
	static void note(HttpServletRequest request) {
		request.setAttribute(ATTRIBUTE, read(request));
	}

	private static Peer read(HttpServletRequest request) {
		return new Peer(request.getRemoteAddr(), hosts(request),
				new ArrayList<>(ProxyHeaders.of(Collections.list(request.getHeaderNames()))));
	}

	private static List<String> hosts(HttpServletRequest request) {
		List<String> hosts = Collections.list(request.getHeaders("Host"));
		if (hosts.isEmpty() && isHttp2(request)) {
			// HTTP/2 has ':authority' instead
			return List.of(request.getServerName() + ":" + request.getServerPort());
		}
		return hosts;
	}

	static boolean isHttp2(HttpServletRequest request) {
		return request.getProtocol() != null && request.getProtocol().startsWith("HTTP/2");
	}

}
