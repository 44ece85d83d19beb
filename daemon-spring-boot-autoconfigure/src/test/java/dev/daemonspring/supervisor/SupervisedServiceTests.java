package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.policy.OperatorOrder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SupervisedService} and {@link ServiceStatus}: what a service manager
 * is told of a supervisor that is driven by hand.
 */
class SupervisedServiceTests {

	@TempDir
	Path directory;

	private SupervisorFixture daemon;

	private SupervisedService service;

	@BeforeEach
	void create() {
		this.daemon = new SupervisorFixture(this.directory, 1, SupervisorFixture.worker("a", true),
				SupervisorFixture.worker("b", true), SupervisorFixture.several("c", 1, 3));
		this.service = new SupervisedService(this.daemon.supervisor);
	}

	@AfterEach
	void close() {
		this.daemon.close();
	}

	@Test
	void serviceIsReadyWhenItsWorkersHaveSpunUp() {
		assertThat(this.service.isReady()).isFalse();
		this.daemon.start();
		assertThat(this.service.isReady()).isTrue();
	}

	@Test
	void statusCountsTheWorkersThatThereAre() {
		this.daemon.start();
		this.daemon.loop.advance(Duration.ofSeconds(5));
		assertThat(this.service.status()).isEqualTo("3 LOOPING; 1 standby ready");
		this.daemon.order(OperatorOrder.PAUSE, "a");
		this.daemon.order(OperatorOrder.STOP, "b");
		this.daemon.loop.advance(Duration.ofSeconds(1));
		assertThat(this.service.status()).isEqualTo("1 LOOPING, 1 PAUSED, 1 STOPPED; 1 standby ready");
	}

	@Test
	void looksGrowWhileTheWorkersAreLookedAfter() {
		this.daemon.start();
		long before = this.service.looks();
		this.daemon.loop.advance(Duration.ofSeconds(1));
		assertThat(this.service.looks()).isGreaterThan(before);
		assertThat(this.service.looks()).isEqualTo(this.service.looks());
	}

	@Test
	void serviceWithoutWorkersIsReady() {
		assertThat(SupervisedService.NONE.isReady()).isTrue();
		assertThat(SupervisedService.NONE.status()).isEqualTo("No worker is run");
		assertThat(SupervisedService.NONE.looks()).isNotEqualTo(SupervisedService.NONE.looks());
	}

}
