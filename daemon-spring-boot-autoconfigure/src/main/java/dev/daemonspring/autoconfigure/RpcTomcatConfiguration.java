package dev.daemonspring.autoconfigure;

import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

import dev.daemonspring.rpc.http.PeerValve;

/**
 * Configuration of Tomcat to record the peer of a connection before a valve of Spring
 * Boot's takes the caller's address from a header.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ ConfigurableTomcatWebServerFactory.class, ValveBase.class })
class RpcTomcatConfiguration {

	@Bean
	static PeerValveCustomizer daemonRpcPeerValveCustomizer() {
		return new PeerValveCustomizer();
	}

	/**
	 * A customizer that adds the valve before Spring Boot adds its own.
	 */
	static class PeerValveCustomizer
			implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory>, Ordered {

		@Override
		public void customize(ConfigurableTomcatWebServerFactory factory) {
			factory.addEngineValves(new PeerValve());
		}

		@Override
		public int getOrder() {
			return Ordered.HIGHEST_PRECEDENCE;
		}

	}

}
