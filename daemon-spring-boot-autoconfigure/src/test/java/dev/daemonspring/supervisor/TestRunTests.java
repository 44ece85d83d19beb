package dev.daemonspring.supervisor;

import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TestRun}.
 */
class TestRunTests {

	@Test
	void testIsUnderWayInTest() {
		assertThat(TestRun.isUnderWay()).isTrue();
	}

	@Test
	void testIsNotUnderWayOnAnotherThread() {
		CompletableFuture<Boolean> underWay = new CompletableFuture<>();
		new Thread(() -> underWay.complete(TestRun.isUnderWay())).start();
		assertThat(underWay.join()).isFalse();
	}

	@Test
	void frameworksAreKnown() {
		assertThat(TestRun.hasFramework(Stream.of("org.example.Copy", "org.testng.TestNG"))).isTrue();
		assertThat(TestRun.hasFramework(Stream.of("org.springframework.test.context.TestContextManager"))).isTrue();
		assertThat(TestRun.hasFramework(Stream.of("org.example.Copy", "org.springframework.boot.SpringApplication",
				"org.springframework.boot.loader.launch.JarLauncher")))
			.isFalse();
	}

}
