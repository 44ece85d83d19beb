package org.example.vault;

import java.util.List;

import org.springframework.boot.web.server.servlet.ServletWebServerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.core.convert.ConversionService;
import org.springframework.security.config.annotation.authentication.configuration.AuthenticationConfiguration;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;

/**
 * Needs what usually only the web server needs.
 */
@Worker(looptime = 1, forever = true)
@Profile("web-worker")
class Locksmith implements WorkerLoop {

	private final List<SecurityFilterChain> chains;

	private final RequestMappingHandlerMapping mappings;

	private final ConversionService conversion;

	Locksmith(List<SecurityFilterChain> chains, AuthenticationConfiguration authentication,
			RequestMappingHandlerMapping mappings, ServletWebServerFactory servers, ConversionService conversion) {
		this.chains = chains;
		this.mappings = mappings;
		this.conversion = conversion;
	}

	@Override
	public void loop() {
		System.out.println("%d chains, %d mappings, %d".formatted(this.chains.size(),
				this.mappings.getHandlerMethods().size(), this.conversion.convert("7", Integer.class)));
	}

}
