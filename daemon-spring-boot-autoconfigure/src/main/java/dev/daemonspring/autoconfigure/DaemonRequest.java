package dev.daemonspring.autoconfigure;

import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.security.web.servlet.ApplicationContextRequestMatcher;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * A factory of request matchers for an application's own security configuration.
 *
 * @since 0.1.0
 */
public final class DaemonRequest {

	private DaemonRequest() {
	}

	/**
	 * Return a matcher for the RPC's endpoint, at the path of
	 * {@code daemon.rpc.http.path}. A filter chain for it should authenticate, be
	 * stateless and have CSRF protection disabled, because the endpoint itself refuses
	 * what foreign pages send, and its callers have no CSRF token.
	 * @return the matcher
	 */
	public static RequestMatcher toRpc() {
		return new RpcRequestMatcher();
	}

	private static final class RpcRequestMatcher extends ApplicationContextRequestMatcher<RpcProperties> {

		private volatile @Nullable RequestMatcher delegate;

		RpcRequestMatcher() {
			super(RpcProperties.class);
		}

		@Override
		protected void initialized(Supplier<RpcProperties> properties) {
			this.delegate = PathPatternRequestMatcher.pathPattern(properties.get().getHttp().getPath());
		}

		@Override
		protected boolean matches(HttpServletRequest request, Supplier<RpcProperties> properties) {
			RequestMatcher matcher = this.delegate;
			return matcher != null && matcher.matches(request);
		}

	}

}
