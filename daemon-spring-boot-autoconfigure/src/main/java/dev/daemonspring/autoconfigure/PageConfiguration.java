package dev.daemonspring.autoconfigure;

import java.time.Clock;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.logging.LogFile;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import dev.daemonspring.child.LogFileName;
import dev.daemonspring.page.PageFactory;
import dev.daemonspring.page.PagePaths;
import dev.daemonspring.page.PageSettings;
import dev.daemonspring.process.ResidentMemory;
import dev.daemonspring.rpc.RpcEngine;
import dev.daemonspring.rpc.http.HttpGuard;
import dev.daemonspring.rpc.http.Operators;
import dev.daemonspring.rpc.http.ReadGuard;
import dev.daemonspring.rpc.http.RpcEndpoint;
import dev.daemonspring.supervisor.DaemonSettings.Isolation;
import dev.daemonspring.supervisor.InvalidPropertyException;
import dev.daemonspring.supervisor.RunMode;
import dev.daemonspring.supervisor.Workers;

/**
 * Configuration of what the page needs whatever the web server. Its guard and its rules
 * are those of the RPC over HTTP, but it lets its own browser pages call.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ PageProperties.class, RpcProperties.class })
class PageConfiguration {

	@Bean
	static PageFactory daemonPageFactory(PageProperties properties, RpcProperties rpc, ObjectProvider<RpcEngine> engine,
			ObjectProvider<Workers> workers, ObjectProvider<RunMode> mode, Environment environment) {
		checkPaths(properties.paths(), rpc.getHttp());
		PageSettings settings = new PageSettings(properties.paths(), properties.isReadOnly(),
				environment.getProperty("spring.application.name"), Clock.systemUTC());
		return new PageFactory(settings, engine::getObject, workers::getObject,
				(pid) -> ResidentMemory.isKnown() ? ResidentMemory.of(pid) : OptionalLong.empty(),
				(process) -> logFile(environment, mode.getIfAvailable(), process));
	}

	@Bean
	SmartLifecycle daemonPageSampler(PageFactory factory) {
		return factory.sampler();
	}

	private static void checkPaths(PagePaths paths, RpcHttpProperties rpc) {
		String path = rpc.getPath();
		if (rpc.isEnabled() && paths.all().contains(path)) {
			throw new InvalidPropertyException("daemon.page.path",
					"The page at 'daemon.page.path=%s' and the RPC at 'daemon.rpc.http.path=%s' both answer at '%s'."
						.formatted(paths.page(), path, path),
					"Move one of them, for example with 'daemon.page.path=%s-page'.".formatted(paths.page()));
		}
	}

	private static @Nullable String logFile(Environment environment, @Nullable RunMode mode, String process) {
		LogFile file = LogFile.get(environment);
		if (file == null) {
			return null;
		}
		boolean processes = mode == null || mode.isolation() == Isolation.PROCESS;
		return (processes) ? new LogFileName(process).ofFile(file.toString()) : file.toString();
	}

	static ReadGuard readGuard(RpcProperties properties, HttpGuard guard, Operators operators) {
		return new ReadGuard(guard.withOwnOrigin(),
				properties.getHttp().toRules(properties.getAccess(), "daemon.rpc.http"), operators);
	}

	static RpcEndpoint orders(RpcProperties properties, HttpGuard guard, Operators operators,
			ObjectProvider<RpcEngine> engine) {
		RpcHttpProperties http = properties.getHttp();
		return new RpcEndpoint(engine::getObject, http.toRules(properties.getAccess(), "daemon.rpc.http"),
				guard.withOwnOrigin(), operators, http.getReadTimeout());
	}

	static HttpGuard guard(RpcProperties properties, ObjectProvider<HttpGuard> guard) {
		return guard.getIfAvailable(() -> RpcAutoConfiguration.guard(properties));
	}

}
