package dev.daemonspring.rpc.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The other end of the connection, as it is before anybody believes a forwarding header.
 *
 * @param address its address
 * @param hosts every name by which it calls the daemon
 * @param forwarded the names of the headers that a proxy left
 */
record Peer(String address, List<String> hosts, List<String> forwarded) {

	static final String ATTRIBUTE = Peer.class.getName();

	/**
	 * Set by Tomcat's {@code RemoteIpValve} when it believes the other end to be a proxy,
	 * for every caller on this machine by default, whether or not a header was there.
	 */
	private static final String FORWARDED_ATTRIBUTE = "org.apache.tomcat.request.forwarded";

	/**
	 * Return the peer that was noted when the request came in, or what can be told now.
	 */
	static Peer of(HttpServletRequest request) {
		if (request.getAttribute(ATTRIBUTE) instanceof Peer noted) {
			return noted;
		}
		Peer peer = read(request);
		if (request.getAttribute(FORWARDED_ATTRIBUTE) != null) {
			// The valve has removed its header, if there was one
			peer.forwarded.add("X-Forwarded-For");
		}
		return peer;
	}

	/**
	 * Note the peer of a request that has just come in.
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
			// HTTP/2 has ':authority' in its place
			return List.of(request.getServerName() + ":" + request.getServerPort());
		}
		return hosts;
	}

	static boolean isHttp2(HttpServletRequest request) {
		return request.getProtocol() != null && request.getProtocol().startsWith("HTTP/2");
	}

}
