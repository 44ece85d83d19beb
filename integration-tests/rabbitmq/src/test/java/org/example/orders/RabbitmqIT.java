package org.example.orders;

import java.nio.file.Path;
import java.util.List;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import org.example.testsupport.JavaProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.rabbitmq.RabbitMQContainer;
import org.testcontainers.utility.DockerImageName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A bean that consumes a queue does so in the daemon only, though a worker depends on it.
 */
@EnabledIf(value = "org.example.testsupport.ContainerEngine#isAvailable",
		disabledReason = "No container engine answers")
@TestInstance(Lifecycle.PER_CLASS)
class RabbitmqIT {

	private static final Path JAR = Path.of("target/rabbitmq.jar").toAbsolutePath();

	private final RabbitMQContainer broker = new RabbitMQContainer(
			DockerImageName.parse(System.getenv().getOrDefault("DAEMON_TEST_RABBITMQ_IMAGE", "rabbitmq:4-alpine"))
				.asCompatibleSubstituteFor("rabbitmq"));

	@TempDir
	Path temp;

	@BeforeAll
	void startBroker() {
		this.broker.start();
	}

	@AfterAll
	void stopBroker() {
		this.broker.stop();
	}

	@Test
	void queueHasOneConsumer() throws Exception {
		ConnectionFactory factory = new ConnectionFactory();
		factory.setUri(this.broker.getAmqpUrl());
		try (Connection connection = factory.newConnection(); Channel channel = connection.createChannel()) {
			channel.queueDeclare(OrderReport.REPORTS, false, false, false, null);
			try (JavaProcess daemon = JavaProcess.start(this.temp,
					List.of("-jar", JAR.toString(), "--spring.rabbitmq.addresses=" + this.broker.getAmqpUrl()))) {
				daemon.awaitLine("A standby \\(pid \\d+\\) is ready");
				// The worker sends, and what it depends on takes nothing in its process
				awaitReport(channel);
				for (int i = 0; i < 10; i++) {
					channel.basicPublish("", OrdersApplication.QUEUE, null, "order".getBytes());
				}
				JavaProcess.await().until(() -> channel.messageCount(OrdersApplication.QUEUE) == 0);
				channel.queuePurge(OrderReport.REPORTS);
				assertThat(awaitReport(channel)).isEqualTo("orders taken here: 0");
				assertThat(channel.consumerCount(OrdersApplication.QUEUE)).isEqualTo(1);
				daemon.terminate();
				assertThat(daemon.awaitExit()).isEqualTo(143);
			}
		}
	}

	private static String awaitReport(Channel channel) {
		GetResponse response = JavaProcess.await()
			.until(() -> channel.basicGet(OrderReport.REPORTS, true), (answer) -> answer != null);
		return new String(response.getBody());
	}

}
