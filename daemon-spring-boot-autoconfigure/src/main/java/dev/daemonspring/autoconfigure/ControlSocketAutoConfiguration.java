package dev.daemonspring.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;

import dev.daemonspring.rpc.RpcEngine;
import dev.daemonspring.rpc.socket.ControlSocket;
import dev.daemonspring.supervisor.SupervisedWorkers;

/**
 * Auto-configuration for the socket of the command line. Needs no web server.
 */
@AutoConfiguration(after = RpcAutoConfiguration.class)
@ConditionalOnBean(RpcEngine.class)
@ConditionalOnBooleanProperty(name = "daemon.control-socket", matchIfMissing = true)
public final class ControlSocketAutoConfiguration {

	// Each context of a hierarchy has workers, a region and a socket of its own
	@Bean
	@ConditionalOnBean(value = SupervisedWorkers.class, search = SearchStrategy.CURRENT)
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	ControlSocket daemonControlSocket(SupervisedWorkers workers, RpcProperties properties,
			ObjectProvider<RpcEngine> engine) {
		return new ControlSocket(workers::regionFile, RpcSocketAutoConfiguration.unix(properties), engine::getObject);
	}

}
