package dev.daemonspring.page;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * A listener that logs the page's link when the web server has started.
 */
public final class PageLink implements ApplicationListener<WebServerInitializedEvent> {

	private static final Log logger = LogFactory.getLog("dev.daemonspring.supervisor.Workers");

	private final Environment environment;

	private final String prefixProperty;

	private final String path;

	/**
	 * Create a listener.
	 * @param environment the environment of the application
	 * @param prefixProperty the property of the path that precedes all paths
	 * @param paths the paths of the page
	 */
	public PageLink(Environment environment, String prefixProperty, PagePaths paths) {
		this.environment = environment;
		this.prefixProperty = prefixProperty;
		this.path = paths.page();
	}

	@Override
	public void onApplicationEvent(WebServerInitializedEvent event) {
		if (!StringUtils.hasText(event.getApplicationContext().getServerNamespace())) {
			logger.info("Workers: " + link(event.getWebServer().getPort()));
		}
	}

	String link(int port) {
		boolean tls = StringUtils.hasText(property("server.ssl.bundle"))
				|| StringUtils.hasText(property("server.ssl.key-store"))
				|| StringUtils.hasText(property("server.ssl.certificate"));
		String prefix = property(this.prefixProperty);
		return ((tls) ? "https" : "http") + "://localhost:" + port + ((prefix != null) ? prefix : "") + this.path;
	}

	private @Nullable String property(String name) {
		return this.environment.getProperty(name);
	}

}
