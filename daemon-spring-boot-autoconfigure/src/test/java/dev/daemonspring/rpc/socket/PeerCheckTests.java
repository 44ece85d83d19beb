package dev.daemonspring.rpc.socket;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PeerCheck}.
 */
class PeerCheckTests {

	@Test
	void peerWhenOwnerOrRootIsTrusted() {
		assertThat(PeerCheck.isTrusted("app", "app")).isTrue();
		assertThat(PeerCheck.isTrusted("root", "app")).isTrue();
	}

	@Test
	void peerWhenAnotherUserIsNotTrusted() {
		assertThat(PeerCheck.isTrusted("nobody", "app")).isFalse();
		assertThat(PeerCheck.isTrusted("app", "root")).isFalse();
	}

}
