package dev.daemonspring.rpc.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The headers that reveal proxies, load balancers and content delivery networks. A proxy
 * that adds none of them, such as nginx by default, can't be told from a caller.
 */
final class ProxyHeaders {

	private static final List<String> PREFIXES = List.of("x-forwarded", "x-original-", "x-envoy-", "x-azure-", "x-arr-",
			"cf-", "x-appengine-");

	private static final Set<String> NAMES = Set.of("forwarded", "via", "x-real-ip", "x-client-ip", "client-ip",
			"true-client-ip", "x-cluster-client-ip", "fastly-client-ip", "fly-client-ip", "fly-forwarded-port",
			"proxy-client-ip", "wl-proxy-client-ip", "x-proxyuser-ip", "x-originating-ip", "x-remote-ip",
			"x-remote-addr", "x-scheme", "x-amzn-trace-id", "x-cloud-trace-context", "cdn-loop", "forwarded-for",
			"forwarded-for-ip", "x-proxy-connection");

	private ProxyHeaders() {
	}

	/**
	 * Return those of the given header names that a proxy has added.
	 */
	static List<String> of(Collection<String> names) {
		List<String> found = new ArrayList<>();
		for (String name : names) {
			String lower = name.toLowerCase(Locale.ROOT);
			if (NAMES.contains(lower) || PREFIXES.stream().anyMatch(lower::startsWith)) {
				found.add(name);
			}
		}
		return found;
	}

}
