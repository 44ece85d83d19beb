package dev.daemonspring.autoconfigure;

import jakarta.servlet.http.HttpServlet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

import dev.daemonspring.page.PageFactory;
import dev.daemonspring.page.PageLink;
import dev.daemonspring.page.PageServlet;
import dev.daemonspring.rpc.RpcEngine;
import dev.daemonspring.rpc.http.HttpGuard;
import dev.daemonspring.rpc.http.Operators;
import dev.daemonspring.rpc.http.RpcServlet;
import dev.daemonspring.rpc.http.ServletReadGuard;

/**
 * Auto-configuration for the page that shows the workers, in a servlet application. It
 * takes orders for the RPC's engine, so it needs the RPC, but not the RPC over HTTP.
 */
@AutoConfiguration(after = { RpcHttpAutoConfiguration.class, RpcSecurityAutoConfiguration.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({ HttpServlet.class, ServletRegistrationBean.class })
@ConditionalOnBean(RpcEngine.class)
@ConditionalOnBooleanProperty("daemon.page.enabled")
@Import({ PageConfiguration.class, RpcTomcatConfiguration.class, PagePathConfiguration.class })
public final class PageAutoConfiguration {

	@Bean
	ServletRegistrationBean<PageServlet> daemonPageServlet(PageProperties page, RpcProperties properties,
			PageFactory factory, ObjectProvider<HttpGuard> guard, ObjectProvider<RpcBootUser> user) {
		ServletReadGuard reads = new ServletReadGuard(PageConfiguration.readGuard(properties,
				PageConfiguration.guard(properties, guard), operators(properties, user)));
		ServletRegistrationBean<PageServlet> registration = new ServletRegistrationBean<>(
				new PageServlet(factory, reads), page.paths().reads().toArray(String[]::new));
		registration.setName("daemonPage");
		return registration;
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "daemon.page.read-only", havingValue = false, matchIfMissing = true)
	ServletRegistrationBean<RpcServlet> daemonPageOrders(PageProperties page, RpcProperties properties,
			ObjectProvider<RpcEngine> engine, ObjectProvider<HttpGuard> guard, ObjectProvider<RpcBootUser> user) {
		RpcServlet servlet = new RpcServlet(PageConfiguration.orders(properties,
				PageConfiguration.guard(properties, guard), operators(properties, user), engine));
		ServletRegistrationBean<RpcServlet> registration = new ServletRegistrationBean<>(servlet,
				page.paths().orders());
		registration.setName("daemonPageOrders");
		registration.setAsyncSupported(true);
		return registration;
	}

	@Bean
	static PageLink daemonPageLink(Environment environment, PageProperties page) {
		return new PageLink(environment, "server.servlet.context-path", page.paths());
	}

	private static Operators operators(RpcProperties properties, ObjectProvider<RpcBootUser> user) {
		RpcBootUser bootUser = user.getIfAvailable();
		return new Operators(properties.getHttp().getRoles(), (bootUser != null) ? bootUser.name() : null);
	}

}
