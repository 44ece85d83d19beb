package dev.daemonspring.page;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

import dev.daemonspring.rpc.http.OwnedPath;
import dev.daemonspring.rpc.http.PathOwner;

/**
 * The paths of the page and of what belongs to it. None contains a part that a caller
 * chooses, so that the application keeps every other path below the page's.
 *
 * @param page the path of the page, such as {@code /daemon}
 */
public record PagePaths(String page) {

	static final String SESSION = "session";

	static final String STATE = "state";

	static final String CURVES = "curves";

	static final String WORKER = "worker";

	static final String THREAD_DUMP = "threaddump";

	/**
	 * Return the path at which the page's orders are taken.
	 * @return the path
	 */
	public String orders() {
		return this.page + "/orders";
	}

	/**
	 * Return all paths that are read.
	 * @return the paths
	 */
	public List<String> reads() {
		Stream<String> below = Stream.of("", "page.js", "page.css", SESSION, STATE, CURVES, WORKER, THREAD_DUMP)
			.map((name) -> this.page + "/" + name);
		return Stream.concat(Stream.of(this.page), below).toList();
	}

	/**
	 * Return all paths, of what is read and of orders.
	 * @return the paths
	 */
	public List<String> all() {
		return Stream.concat(reads().stream(), Stream.of(orders())).toList();
	}

	/**
	 * Return the page as the owner of its paths, where the application can have no
	 * handler.
	 * @param readOnly whether the page takes no orders
	 * @return the owner of the paths
	 */
	public PathOwner owner(boolean readOnly) {
		Stream<OwnedPath> reads = reads().stream().map((path) -> new OwnedPath(path, HttpMethod.GET));
		Stream<OwnedPath> orders = (readOnly) ? Stream.empty() : Stream.of(new OwnedPath(orders(), HttpMethod.POST));
		return new PathOwner("page", "daemon.page.path=" + this.page + "-page", "daemon.page.enabled=false",
				Stream.concat(reads, orders).toList());
	}

	/**
	 * Return the rest of a path, without the page's own.
	 * @param path one of {@link #reads()}
	 * @return the rest: {@code null} for the page's own path, an empty string for the
	 * document, or a name
	 */
	@Nullable String nameOf(String path) {
		return (path.length() > this.page.length()) ? path.substring(this.page.length() + 1) : null;
	}

}
