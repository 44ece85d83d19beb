package dev.daemonspring.cluster;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaseNames}.
 */
class LeaseNamesTests {

	@Test
	void namesWhenShortAreReadable() {
		LeaseNames names = new LeaseNames("shop");
		assertThat(names.worker("copy#1")).isEqualTo("shop:copy#1");
		assertThat(names.seat(2)).isEqualTo("shop:@replica-2");
		assertThat(names.handOver()).isEqualTo("shop:@hand-over");
	}

	@Test
	void namesWhenLongFitAndDiffer() {
		LeaseNames names = new LeaseNames("a-very-long-name-of-an-application-" + "x".repeat(100));
		String first = names.worker("w".repeat(62) + "1");
		String second = names.worker("w".repeat(62) + "2");
		assertThat(first).hasSizeLessThanOrEqualTo(64).isNotEqualTo(second).startsWith(names.prefix());
		assertThat(names.seat(100_000)).hasSizeLessThanOrEqualTo(64);
	}

	@Test
	void replicasOfOneProcessDiffer() {
		assertThat(ReplicaName.create()).isNotEqualTo(ReplicaName.create())
			.contains("/" + ProcessHandle.current().pid() + "/")
			.hasSizeLessThan(256);
	}

}
