package dev.daemonspring.page;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.rpc.RpcAccess;

/**
 * An admitted request that reads.
 *
 * @param path the path below that of the page, or {@code null} for the page's own without
 * a slash at its end
 * @param worker the worker that is asked for, or {@code null}
 * @param after the number of the last sample that the browser has, or {@code null}
 * @param ifNoneMatch the tag of what the browser has, or {@code null}
 * @param access what the caller may call, or {@code null} for a file of the page
 * @param csrf the token that Spring Security demands with an order, or {@code null}
 */
record PageRequest(@Nullable String path, @Nullable String worker, @Nullable String after, @Nullable String ifNoneMatch,
		@Nullable RpcAccess access, @Nullable CsrfHeader csrf) {

	/**
	 * Return whether a path is that of a file, which is the same for everybody.
	 */
	static boolean isDocument(@Nullable String path) {
		return path == null || PageFile.at(path) != null;
	}

}
