package dev.daemonspring.autoconfigure;

import jakarta.servlet.http.HttpServlet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import dev.daemonspring.rpc.RpcEngine;
import dev.daemonspring.rpc.http.HttpGuard;
import dev.daemonspring.rpc.http.Operators;
import dev.daemonspring.rpc.http.RpcEndpoint;
import dev.daemonspring.rpc.http.RpcServlet;

/**
 * Auto-configuration for the RPC over HTTP in a servlet application.
 */
@AutoConfiguration(after = RpcAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({ HttpServlet.class, ServletRegistrationBean.class })
@ConditionalOnBean(RpcEngine.class)
@ConditionalOnBooleanProperty(name = "daemon.rpc.http.enabled", matchIfMissing = true)
@Import({ RpcTomcatConfiguration.class, RpcSecurityChainConfiguration.class, RpcPathConfiguration.class })
public final class RpcHttpAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	HttpGuard daemonRpcHttpGuard(RpcProperties properties) {
		return RpcAutoConfiguration.guard(properties);
	}

	/**
	 * Create the servlet's registration. The servlet looks up the engine only when it is
	 * called, because the start of the web server must not create the workers early.
	 */
	@Bean
	ServletRegistrationBean<RpcServlet> daemonRpcServlet(RpcProperties properties, HttpGuard guard,
			ObjectProvider<RpcEngine> engine, ObjectProvider<RpcBootUser> user) {
		RpcHttpProperties http = properties.getHttp();
		RpcBootUser bootUser = user.getIfAvailable();
		Operators operators = new Operators(http.getRoles(), (bootUser != null) ? bootUser.name() : null);
		RpcServlet servlet = new RpcServlet(new RpcEndpoint(engine::getObject,
				http.toRules(properties.getAccess(), "daemon.rpc.http"), guard, operators, http.getReadTimeout()));
		ServletRegistrationBean<RpcServlet> registration = new ServletRegistrationBean<>(servlet, http.getPath());
		registration.setName("daemonRpc");
		registration.setAsyncSupported(true);
		return registration;
	}

}
