package dev.daemonspring.child.connection;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ServiceConnections}.
 */
class ServiceConnectionTests {

	private static final List<String> created = new ArrayList<>();

	@Test
	void valuesAreTheDaemonsInAWorkerProcess() {
		BrokerConnectionDetails details = inWorkerProcess(collected(true));
		assertThat(details.getUrl()).isEqualTo(URI.create("amqp://localhost:5672"));
		assertThat(details.getUsername()).isEqualTo("guest");
		assertThat(details.getPassword()).isNull();
		assertThat(details.getPort()).isEqualTo(5672);
		assertThat(details.getTimeout()).isEqualTo(Duration.ofSeconds(3));
		assertThat(details.getNodes()).containsExactly(new Node("a", 1, Protocol.TLS), new Node("b", 2, Protocol.TCP));
		assertThat(details.getOptions()).isEqualTo(Map.of("x", List.of("y", "z")));
		assertThat(details.getVirtualHost()).isEqualTo("of amqp://localhost:5672");
		assertThat(details.getCluster().getMembers()).extracting(BrokerConnectionDetails.Member::getName)
			.containsExactly("one", "two");
		assertThat(details.getPath(Protocol.TLS)).isEqualTo("/TLS");
	}

	@Test
	void valuesThatCantBeToldAreAnErrorOnlyWhenAsked() {
		BrokerConnectionDetails details = inWorkerProcess(collected(true));
		assertThatIllegalStateException().isThrownBy(details::getDriver)
			.withMessageContaining("getDriver() of the service connection 'broker' is not known in a worker process")
			.withMessageContaining(Thread.class.getName());
		assertThatIllegalStateException().isThrownBy(details::getBroken).withMessageContaining("could not be read");
		assertThat(details.getSslBundle()).isNull();
	}

	@Test
	void workerProcessCreatesNoDetailsOfItsOwn() {
		String collected = collected(true);
		created.clear();
		try (GenericApplicationContext context = workerProcess(collected, DevelopmentConfiguration.class)) {
			assertThat(context.getBeansOfType(BrokerConnectionDetails.class)).hasSize(1);
			assertThat(context.getBean("broker")).isSameAs(context.getBean(BrokerConnectionDetails.class));
			assertThat(context.getBeansOfType(PropertiesDetails.class)).isEmpty();
		}
		assertThat(created).isEmpty();
	}

	@Test
	void workerProcessWithoutTheSourceHasTheDetails() {
		try (GenericApplicationContext context = workerProcess(collected(true), DefaultsAutoConfiguration.class)) {
			assertThat(context.getBean(BrokerConnectionDetails.class).getPort()).isEqualTo(5672);
		}
	}

	@Test
	void detailsOfAnOrdinaryApplicationAreItsOwnInEachProcess() {
		assertThat(collected(false)).isEqualTo(ServiceConnections.NONE);
		try (GenericApplicationContext context = workerProcess(ServiceConnections.NONE,
				DevelopmentConfiguration.class)) {
			assertThat(context.getBean(BrokerConnectionDetails.class)).isInstanceOf(DevelopersDetails.class);
		}
	}

	private String collected(boolean augmented) {
		String[] collected = new String[1];
		new ApplicationContextRunner().withUserConfiguration(DevelopmentConfiguration.class)
			.withConfiguration(AutoConfigurations.of(DefaultsAutoConfiguration.class))
			.run((context) -> {
				assertThat(ServiceConnections.arePresent(context.getBeanFactory())).isFalse();
				collected[0] = ServiceConnections.collect(context.getBeanFactory(), augmented);
			});
		return collected[0];
	}

	private BrokerConnectionDetails inWorkerProcess(String collected) {
		try (GenericApplicationContext context = workerProcess(collected, DevelopmentConfiguration.class)) {
			return context.getBean(BrokerConnectionDetails.class);
		}
	}

	private GenericApplicationContext workerProcess(String collected, Class<?> source) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.setAllowBeanDefinitionOverriding(false);
		context.register(source);
		ServiceConnections.of(collected).addTo(context);
		context.refresh();
		return context;
	}

	enum Protocol {

		TCP, TLS

	}

	record Node(String host, int port, Protocol protocol) {

	}

	interface BrokerConnectionDetails extends ConnectionDetails {

		URI getUrl();

		String getUsername();

		@Nullable String getPassword();

		int getPort();

		Duration getTimeout();

		List<Node> getNodes();

		Map<String, List<String>> getOptions();

		Cluster getCluster();

		String getPath(Protocol protocol);

		Thread getDriver();

		default String getBroken() {
			throw new UnsupportedOperationException();
		}

		default String getVirtualHost() {
			return "of " + getUrl();
		}

		default @Nullable SslBundle getSslBundle() {
			return null;
		}

		interface Cluster {

			List<? extends Member> getMembers();

		}

		interface Member {

			String getName();

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class DevelopmentConfiguration {

		@Bean
		BrokerConnectionDetails broker() {
			created.add("broker");
			return new DevelopersDetails();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class DefaultsAutoConfiguration {

		@Bean
		@ConditionalOnMissingBean(BrokerConnectionDetails.class)
		PropertiesDetails properties() {
			return new PropertiesDetails();
		}

	}

	static final class PropertiesDetails extends DevelopersDetails {

	}

	static class DevelopersDetails implements BrokerConnectionDetails {

		@Override
		public URI getUrl() {
			return URI.create("amqp://localhost:5672");
		}

		@Override
		public String getUsername() {
			return "guest";
		}

		@Override
		public @Nullable String getPassword() {
			return null;
		}

		@Override
		public int getPort() {
			return 5672;
		}

		@Override
		public Duration getTimeout() {
			return Duration.ofSeconds(3);
		}

		@Override
		public List<Node> getNodes() {
			return List.of(new Node("a", 1, Protocol.TLS), new Node("b", 2, Protocol.TCP));
		}

		@Override
		public Map<String, List<String>> getOptions() {
			return Map.of("x", List.of("y", "z"));
		}

		@Override
		public Cluster getCluster() {
			return () -> List.<Member>of(() -> "one", () -> "two");
		}

		@Override
		public String getPath(Protocol protocol) {
			return "/" + protocol;
		}

		@Override
		public Thread getDriver() {
			return Thread.currentThread();
		}

	}

}
