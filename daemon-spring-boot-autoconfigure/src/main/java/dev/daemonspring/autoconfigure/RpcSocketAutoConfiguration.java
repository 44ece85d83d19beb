package dev.daemonspring.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

import dev.daemonspring.rpc.RpcAccess;
import dev.daemonspring.rpc.RpcEngine;
import dev.daemonspring.rpc.RpcToken;
import dev.daemonspring.rpc.socket.RpcSocketAddress;
import dev.daemonspring.rpc.socket.RpcSockets;
import dev.daemonspring.rpc.socket.SocketSettings;

/**
 * Auto-configuration for the RPC over sockets. Needs no web server.
 */
@AutoConfiguration(after = RpcAutoConfiguration.class)
@ConditionalOnBean(RpcEngine.class)
@Conditional(RpcSocketAutoConfiguration.OnSockets.class)
public final class RpcSocketAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RpcSockets daemonRpcSockets(RpcProperties properties, ObjectProvider<RpcEngine> engine) {
		List<RpcSocketAddress> addresses = properties.getSockets().stream().map(RpcSocketAddress::of).toList();
		RpcAccess.Level max = properties.getAccess();
		SocketSettings unix = settings(properties.getUnix(), properties.getUnix().toAccess(max, "daemon.rpc.unix"),
				null);
		SocketSettings tcp = settings(properties.getTcp(), properties.getTcp().toAccess(max, "daemon.rpc.tcp"),
				RpcAutoConfiguration.token(properties));
		return new RpcSockets(addresses, unix, tcp, engine::getObject);
	}

	private static SocketSettings settings(RpcProperties.Connected properties, RpcAccess access,
			@Nullable RpcToken token) {
		return new SocketSettings(access, token, properties.getMaxConnections(), properties.getIdleTimeout());
	}

	/**
	 * Matches when 'daemon.rpc.sockets' lists a socket.
	 */
	static class OnSockets extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			boolean any = Binder.get(context.getEnvironment())
				.bind("daemon.rpc.sockets", Bindable.listOf(String.class))
				.map((sockets) -> !sockets.isEmpty())
				.orElse(false);
			return new ConditionOutcome(any, "'daemon.rpc.sockets' lists " + ((any) ? "sockets" : "no socket"));
		}

	}

}
