package dev.daemonspring.region;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OwnUser}.
 */
class OwnUserTests {

	@Test
	void encodedNamesDoNotCollide() {
		assertThat(OwnUser.encoded("a.b")).isEqualTo("a_002eb");
		assertThat(OwnUser.encoded("a_b")).isEqualTo("a_005fb");
		assertThat(OwnUser.encoded("a-b")).isEqualTo("a_002db");
		assertThat(OwnUser.encoded("Root1")).isEqualTo("Root1");
	}

}
