package dev.daemonspring.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.googlecode.jsonrpc4j.JsonRpcBasicServer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.Resource;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.rpc.RpcBeans;
import dev.daemonspring.rpc.RpcEngine;
import dev.daemonspring.rpc.RpcEngineFactory;
import dev.daemonspring.rpc.RpcLimits;
import dev.daemonspring.rpc.RpcToken;
import dev.daemonspring.rpc.http.HttpGuard;
import dev.daemonspring.supervisor.InvalidPropertyException;
import dev.daemonspring.supervisor.Workers;

/**
 * Auto-configuration for the engine of the RPC, which every transport needs.
 */
@AutoConfiguration(after = { DaemonAutoConfiguration.class, JacksonAutoConfiguration.class })
@ConditionalOnClass({ JsonRpcBasicServer.class, ObjectMapper.class })
@ConditionalOnBean(Workers.class)
@ConditionalOnBooleanProperty(name = "daemon.rpc.enabled", matchIfMissing = true)
@EnableConfigurationProperties(RpcProperties.class)
public final class RpcAutoConfiguration {

	private static final Log logger = LogFactory.getLog(RpcAutoConfiguration.class);

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	RpcEngine daemonRpcEngine(Workers workers, RpcProperties properties, ObjectProvider<JsonMapper> mapper,
			ListableBeanFactory beanFactory) {
		RpcLimits limits = new RpcLimits(properties.getMaxRequestSize(), properties.getMaxBatchSize(),
				properties.getMaxDepth(), properties.getMaxNumberLength(), properties.getMaxCalls(),
				properties.getMaxResponseSize(),
				Objects.requireNonNullElseGet(properties.getMaxInFlight(), RpcLimits::quarterOfHeap));
		RpcEngineFactory factory = new RpcEngineFactory(workers, limits,
				mapper.getIfUnique(() -> JsonMapper.builder().build()));
		new RpcBeans(beanFactory).addTo(factory);
		return factory.create();
	}

	/**
	 * Create a check that logs how to reach the workers when there is neither an HTTP
	 * endpoint nor a socket.
	 */
	@Bean
	static SmartInitializingSingleton daemonRpcTransportsCheck(ObjectProvider<HttpGuard> endpoint,
			RpcProperties properties) {
		return () -> {
			if (properties.getSockets().isEmpty() && endpoint.stream().findAny().isEmpty()) {
				logger
					.info("The workers can't be reached over the RPC, except with 'daemonctl': there is no HTTP endpoint, "
							+ "which requires a web server, and no socket. Set 'daemon.rpc.sockets', for example to 'unix:///run/app/daemon.sock'.");
			}
		};
	}

	static HttpGuard guard(RpcProperties properties) {
		RpcHttpProperties http = properties.getHttp();
		return new HttpGuard(http.getAllowedOrigins(), http.getAllowedHosts(), token(properties));
	}

	static @Nullable RpcToken token(RpcProperties properties) {
		Resource file = properties.getTokenFile();
		if (file != null) {
			return token("daemon.rpc.token-file", firstLine(file));
		}
		String token = properties.getToken();
		return (token != null && !token.isEmpty()) ? token("daemon.rpc.token", token) : null;
	}

	/**
	 * Create a token. A message about a bad secret has only the secret's length, because
	 * it is logged.
	 */
	private static RpcToken token(String property, String secret) {
		if (secret.length() < RpcToken.MIN_LENGTH) {
			throw new InvalidPropertyException(property,
					"The token of '%s' has %d characters, but must have at least %d.".formatted(property,
							secret.length(), RpcToken.MIN_LENGTH),
					"Set '%s' to a longer one. 'openssl rand -hex 32' makes a good one.".formatted(property));
		}
		return new RpcToken(secret);
	}

	private static String firstLine(Resource file) {
		try {
			return file.getContentAsString(StandardCharsets.UTF_8).lines().findFirst().orElse("").trim();
		}
		catch (IOException ex) {
			throw new InvalidPropertyException("daemon.rpc.token-file",
					"'daemon.rpc.token-file' names a file that can't be read: %s.".formatted(ex),
					"Set 'daemon.rpc.token-file' to a file that the user who runs the application may read, such as"
							+ " 'file:/run/secrets/rpc-token'.");
		}
	}

}
