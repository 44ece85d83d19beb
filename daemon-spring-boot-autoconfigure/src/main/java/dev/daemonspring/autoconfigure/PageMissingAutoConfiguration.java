package dev.daemonspring.autoconfigure;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import dev.daemonspring.page.PageFactory;
import dev.daemonspring.supervisor.Workers;

/**
 * Auto-configuration that warns when the page is asked for and can't be served.
 */
@AutoConfiguration(after = { PageAutoConfiguration.class, PageReactiveAutoConfiguration.class })
@ConditionalOnBean(Workers.class)
@ConditionalOnMissingBean(PageFactory.class)
@ConditionalOnBooleanProperty("daemon.page.enabled")
public final class PageMissingAutoConfiguration {

	private static final Log logger = LogFactory.getLog(PageMissingAutoConfiguration.class);

	@Bean
	SmartInitializingSingleton daemonPageMissing() {
		return () -> logger.warn("The page of the workers is not served, although 'daemon.page.enabled' is true: it"
				+ " requires a web server, and the RPC, which 'daemon.rpc.enabled=false' disables.");
	}

}
