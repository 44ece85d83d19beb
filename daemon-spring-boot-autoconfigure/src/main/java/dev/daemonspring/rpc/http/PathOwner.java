package dev.daemonspring.rpc.http;

import java.util.List;

import org.springframework.http.HttpMethod;

/**
 * What owns paths in the application: the RPC, or the page of the workers.
 *
 * @param name what it is, such as {@code RPC}
 * @param move a property that moves it elsewhere, with a value
 * @param disable the property that disables it, with its value
 * @param paths its paths
 */
public record PathOwner(String name, String move, String disable, List<OwnedPath> paths) {

	/**
	 * Return the RPC over HTTP.
	 * @param path its path
	 * @return the owner of the path
	 */
	public static PathOwner rpc(String path) {
		return new PathOwner("RPC", "daemon.rpc.http.path=/daemon" + path, "daemon.rpc.http.enabled=false",
				List.of(new OwnedPath(path, HttpMethod.POST)));
	}

}
