package dev.daemonspring.autoconfigure;

import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

import dev.daemonspring.rpc.RpcCaller;
import dev.daemonspring.rpc.RpcEngine;
import dev.daemonspring.rpc.RpcRules;
import dev.daemonspring.rpc.RpcToken;
import dev.daemonspring.rpc.socket.RpcSocketAddress;
import dev.daemonspring.rpc.socket.RpcSockets;
import dev.daemonspring.rpc.socket.RpcSocketsGracefulShutdown;
import dev.daemonspring.rpc.socket.SocketOwner;
import dev.daemonspring.rpc.socket.SocketSettings;
import dev.daemonspring.supervisor.WorkerDescription;
import dev.daemonspring.supervisor.Workers;

/**
 * Auto-configuration for the RPC over sockets. Needs no web server.
 */
@AutoConfiguration(after = RpcAutoConfiguration.class)
@ConditionalOnBean(RpcEngine.class)
@Conditional(RpcSocketAutoConfiguration.OnSockets.class)
public final class RpcSocketAutoConfiguration {

	// Each context of a hierarchy has an engine, and the sockets that no other has
	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	RpcSockets daemonRpcSockets(RpcProperties properties, ObjectProvider<RpcEngine> engine,
			ObjectProvider<Workers> workers, ApplicationContext context) {
		List<RpcSocketAddress> addresses = properties.getSockets().stream().map(RpcSocketAddress::of).toList();
		SocketOwner owner = new SocketOwner(String.valueOf(context.getId()), () -> names(workers.getObject()));
		return new RpcSockets(owner, addresses, unix(properties), tcp(properties), engine::getObject);
	}

	private static List<String> names(Workers workers) {
		return workers.list().stream().map(WorkerDescription::name).toList();
	}

	@Bean
	RpcSocketsGracefulShutdown daemonRpcSocketsGracefulShutdown(RpcSockets sockets) {
		return new RpcSocketsGracefulShutdown(sockets);
	}

	static SocketSettings unix(RpcProperties properties) {
		RpcUnixProperties unix = properties.getUnix();
		RpcRules rules = unix.toRules(properties.getAccess(), "daemon.rpc.unix");
		return new SocketSettings(rules.of(RpcCaller.OWNER), null, unix.getMaxConnections(), unix.getIdleTimeout());
	}

	static SocketSettings tcp(RpcProperties properties) {
		RpcTcpProperties tcp = properties.getTcp();
		RpcRules rules = tcp.toRules(properties.getAccess(), "daemon.rpc.tcp");
		RpcToken token = RpcAutoConfiguration.token(properties);
		RpcCaller caller = (token != null) ? RpcCaller.AUTHENTICATED : RpcCaller.LOCAL;
		return new SocketSettings(rules.of(caller), token, tcp.getMaxConnections(), tcp.getIdleTimeout(),
				tcp.getMaxUnauthenticatedConnections(), tcp.getAuthenticationTimeout());
	}

	/**
	 * A condition that matches when 'daemon.rpc.sockets' lists a socket.
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
