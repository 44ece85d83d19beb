package dev.daemonspring.rpc.socket;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectionQuota} and {@link AcceptBackoff}.
 */
class ConnectionQuotaTests {

	private final ConnectionQuota<String> quota = new ConnectionQuota<>(2, 3);

	@Test
	void theOneThatHasWaitedLongestMakesRoom() {
		assertThat(this.quota.await("a")).isNull();
		assertThat(this.quota.await("b")).isNull();
		assertThat(this.quota.await("c")).isNull();
		assertThat(this.quota.await("d")).isEqualTo("a");
		assertThat(this.quota.await("e")).isEqualTo("b");
		assertThat(this.quota.all()).containsExactlyInAnyOrder("c", "d", "e");
	}

	@Test
	void whoIsAdmittedMakesRoomForAnotherThatWaits() {
		this.quota.await("a");
		this.quota.await("b");
		this.quota.await("c");
		assertThat(this.quota.admit("b")).isTrue();
		assertThat(this.quota.await("d")).isNull();
		assertThat(this.quota.await("e")).isEqualTo("a");
		assertThat(this.quota.all()).containsExactlyInAnyOrder("b", "c", "d", "e");
	}

	@Test
	void noMoreAreAdmittedThanAllowed() {
		assertThat(this.quota.admit("a")).isTrue();
		assertThat(this.quota.admit("a")).isTrue();
		assertThat(this.quota.admit("b")).isTrue();
		this.quota.await("c");
		assertThat(this.quota.admit("c")).isFalse();
		assertThat(this.quota.all()).containsExactly("a", "b");
		this.quota.leave("a");
		assertThat(this.quota.admit("c")).isTrue();
	}

	@Test
	void backoffDoublesUpToASecondAndBeginsAnew() {
		AcceptBackoff backoff = new AcceptBackoff();
		long[] delays = { 10, 20, 40, 80, 160, 320, 640, 1000, 1000 };
		for (long delay : delays) {
			assertThat(backoff.failed()).isEqualTo(delay);
		}
		backoff.succeeded();
		assertThat(backoff.failed()).isEqualTo(10);
	}

}
