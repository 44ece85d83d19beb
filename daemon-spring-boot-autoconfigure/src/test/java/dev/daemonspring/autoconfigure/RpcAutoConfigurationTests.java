package dev.daemonspring.autoconfigure;

import java.util.List;

import com.googlecode.jsonrpc4j.JsonRpcBasicServer;
import com.googlecode.jsonrpc4j.JsonRpcMethod;
import jakarta.servlet.http.HttpServlet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.security.web.SecurityFilterChain;

import dev.daemonspring.rpc.ExamplesService;
import dev.daemonspring.rpc.FakeWorkers;
import dev.daemonspring.rpc.InvalidRpcMethodException;
import dev.daemonspring.rpc.RpcEngine;
import dev.daemonspring.rpc.http.HttpGuard;
import dev.daemonspring.rpc.socket.RpcSockets;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the conditions of {@link RpcAutoConfiguration},
 * {@link RpcHttpAutoConfiguration}, {@link RpcSocketAutoConfiguration} and
 * {@link RpcSecurityAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class RpcAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(RpcAutoConfiguration.class,
			RpcHttpAutoConfiguration.class, RpcSecurityAutoConfiguration.class, RpcSocketAutoConfiguration.class);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS)
		.withBean(FakeWorkers.class);

	private final WebApplicationContextRunner webContextRunner = new WebApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS)
		.withBean(FakeWorkers.class);

	@Test
	void engineIsConfigured() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(RpcEngine.class)
			.doesNotHaveBean(HttpGuard.class)
			.doesNotHaveBean(RpcSockets.class));
	}

	@Test
	void endpointIsConfigured() {
		this.webContextRunner
			.run((context) -> assertThat(context).hasSingleBean(HttpGuard.class).hasBean("daemonRpcServlet"));
	}

	@Test
	void applicationWithoutATransportIsToldHowToGetOne(CapturedOutput output) {
		this.webContextRunner.run((context) -> assertThat(output).doesNotContain("can't be reached over the RPC"));
		this.contextRunner.withPropertyValues("daemon.rpc.sockets=tcp://127.0.0.1:0")
			.run((context) -> assertThat(output).doesNotContain("can't be reached over the RPC"));
		this.contextRunner.run((context) -> assertThat(output).contains("can't be reached over the RPC")
			.contains("Set 'daemon.rpc.sockets'"));
	}

	@Test
	void backsOffWhenThereAreNoWorkers() {
		new WebApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.run((context) -> assertThat(context).doesNotHaveBean(RpcEngine.class).doesNotHaveBean(HttpGuard.class));
	}

	@Test
	void canBeDisabled() {
		this.webContextRunner.withPropertyValues("daemon.rpc.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(RpcEngine.class).doesNotHaveBean(HttpGuard.class));
	}

	@Test
	void endpointCanBeDisabled() {
		this.webContextRunner.withPropertyValues("daemon.rpc.http.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(RpcEngine.class).doesNotHaveBean(HttpGuard.class));
	}

	@Test
	void backsOffWithoutJsonrpc4j() {
		this.webContextRunner.withClassLoader(new FilteredClassLoader(JsonRpcBasicServer.class.getPackageName()))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("daemonRpcEngine"));
	}

	@Test
	void endpointBacksOffWithoutServlets() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(HttpServlet.class.getPackageName()))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(RpcEngine.class)
				.doesNotHaveBean(HttpGuard.class));
	}

	@Test
	void endpointIsConfiguredWithoutSecurity() {
		this.webContextRunner.withClassLoader(new FilteredClassLoader("org.springframework.security"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(HttpGuard.class));
	}

	@Test
	void chainBacksOffWithoutSecurityConfigured() {
		this.webContextRunner.run((context) -> assertThat(context).doesNotHaveBean(SecurityFilterChain.class));
	}

	@Test
	void tokenWhenTooShortFails() {
		this.webContextRunner.withPropertyValues("daemon.rpc.token=short")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("has 5 characters, but must have at least 16"));
	}

	@Test
	void methodWhenPrefixIsReservedStopsTheStart() {
		this.contextRunner.withBean("mine", Reserved.class, () -> new Reserved() {
		}).run((context) -> {
			assertThat(context).hasFailed();
			Throwable failure = context.getStartupFailure();
			FailureAnalysis analysis = new RpcFailureAnalyzer().analyze(failure);
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("'worker.mine'").contains("reserved");
			assertThat(analysis.getAction()).contains("'myapp.mine'");
		});
	}

	@Test
	void methodWhenAWorkerHasACommandOfThatNameStopsTheStart() {
		this.contextRunner.withBean("mine", Clash.class, () -> new Clash() {
		})
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidRpcMethodException.class)
				.hasMessageContaining("a worker has a command of that name"));
	}

	@Test
	void methodWhenTwoBeansBringItStopsTheStart() {
		this.contextRunner.withBean("one", ExamplesService.class, () -> (value) -> value)
			.withBean("two", ExamplesService.class, () -> (value) -> value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("bean 'one'")
				.hasMessageContaining("bean 'two'"));
	}

	@Test
	void methodWhenOverloadsCantBeToldApartStopsTheStart() {
		this.contextRunner.withBean("mine", Ambiguous.class, () -> new Ambiguous() {
		})
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("the same number of parameters"));
	}

	@Test
	void socketWhenItCantBeOpenedStopsTheStart() {
		for (String socket : List.of("nonsense", "unix:relative", "tcp://0.0.0.0:0", "http://127.0.0.1:1")) {
			this.contextRunner.withPropertyValues("daemon.rpc.sockets=" + socket).run((context) -> {
				assertThat(context).hasFailed();
				FailureAnalysis analysis = new RpcSocketFailureAnalyzer().analyze(context.getStartupFailure());
				assertThat(analysis).isNotNull();
				assertThat(analysis.getDescription()).contains("'" + socket + "'");
			});
		}
	}

	@Test
	void socketsAreConfigured() {
		this.contextRunner.withPropertyValues("daemon.rpc.sockets=tcp://127.0.0.1:0")
			.run((context) -> assertThat(context.getBean(RpcSockets.class).isRunning()).isTrue());
	}

	@Test
	void payloadsStayOutOfTheLog() {
		MockEnvironment environment = new MockEnvironment();
		new RpcLoggingPostProcessor().postProcessEnvironment(environment, new SpringApplication());
		assertThat(environment.getProperty("logging.level.com.googlecode.jsonrpc4j")).isEqualTo("INFO");
	}

	interface Reserved {

		@JsonRpcMethod("worker.mine")
		default int mine() {
			return 1;
		}

	}

	interface Clash {

		@JsonRpcMethod("handyman.changename")
		default int changename() {
			return 1;
		}

	}

	interface Ambiguous {

		@JsonRpcMethod("my.method")
		default int one(int a) {
			return a;
		}

		@JsonRpcMethod("my.method")
		default int two(String a) {
			return 2;
		}

	}

}
