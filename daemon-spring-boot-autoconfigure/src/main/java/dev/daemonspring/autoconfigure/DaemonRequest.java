package dev.daemonspring.autoconfigure;

import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.security.web.servlet.ApplicationContextRequestMatcher;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.context.WebApplicationContext;

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

	/**
	 * Return a matcher for the page of the workers, at the path of
	 * {@code daemon.page.path}, and for what belongs to it. A filter chain for it should
	 * let people log in, and may demand a CSRF token: the page sends it with its orders.
	 * @return the matcher, which matches nothing where there is no page
	 */
	public static RequestMatcher toPage() {
		return new PageRequestMatcher();
	}

	private static final class PageRequestMatcher extends ApplicationContextRequestMatcher<WebApplicationContext> {

		private volatile @Nullable RequestMatcher delegate;

		PageRequestMatcher() {
			super(WebApplicationContext.class);
		}

		@Override
		protected void initialized(Supplier<WebApplicationContext> context) {
			PageProperties properties = context.get().getBeanProvider(PageProperties.class).getIfAvailable();
			this.delegate = (properties != null) ? PathPatternRequestMatcher.pathPattern(properties.getPath() + "/**")
					: null;
		}

		@Override
		protected boolean matches(HttpServletRequest request, Supplier<WebApplicationContext> context) {
			RequestMatcher matcher = this.delegate;
			return matcher != null && matcher.matches(request);
		}

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
