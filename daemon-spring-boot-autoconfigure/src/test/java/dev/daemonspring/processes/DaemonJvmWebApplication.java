package dev.daemonspring.processes;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import dev.daemonspring.autoconfigure.RpcAutoConfiguration;
import dev.daemonspring.autoconfigure.RpcHttpAutoConfiguration;

/**
 * The same daemon with the RPC over HTTP.
 */
@Configuration(proxyBeanMethods = false)
@Import(DaemonJvmApplication.class)
@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
		WebMvcAutoConfiguration.class, JacksonAutoConfiguration.class, RpcAutoConfiguration.class,
		RpcHttpAutoConfiguration.class })
class DaemonJvmWebApplication {

}
