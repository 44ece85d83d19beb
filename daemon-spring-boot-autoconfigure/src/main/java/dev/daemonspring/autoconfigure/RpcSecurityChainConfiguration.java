package dev.daemonspring.autoconfigure;

import java.util.List;

import jakarta.servlet.ServletContext;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Configuration of the warning at startup when the application has Spring Security filter
 * chains but none for the RPC's endpoint, where nobody can then log in.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(SecurityFilterChain.class)
class RpcSecurityChainConfiguration {

	private static final Log logger = LogFactory.getLog(RpcSecurityChainConfiguration.class);

	@Bean
	static SmartInitializingSingleton daemonRpcSecurityChainCheck(ObjectProvider<SecurityFilterChain> chains,
			ObjectProvider<ServletContext> context, RpcProperties properties) {
		return () -> {
			String path = properties.getHttp().getPath();
			ServletContext servletContext = context.getIfAvailable();
			List<SecurityFilterChain> all = chains.orderedStream().toList();
			if (!all.isEmpty() && all.stream().noneMatch((chain) -> authenticates(chain, servletContext, path))) {
				logger.warn("No 'SecurityFilterChain' of the application matches 'POST " + path
						+ "', so nobody can log in there. Only 'daemon.rpc.token' and "
						+ "'daemon.rpc.http.access' decide who may call."
						+ " Add a chain with 'securityMatcher(DaemonRequest.toRpc())' to change that.");
			}
		};
	}

	/**
	 * Return whether a chain handles the endpoint, or {@code true} when that can't be
	 * told without a real request.
	 */
	private static boolean authenticates(SecurityFilterChain chain, @Nullable ServletContext context, String path) {
		try {
			return chain.matches(RpcProbeRequest.of(context, path)) && !chain.getFilters().isEmpty();
		}
		catch (RuntimeException ex) {
			logger.debug("Can't tell whether a chain matches the RPC's endpoint", ex);
			return true;
		}
	}

}
