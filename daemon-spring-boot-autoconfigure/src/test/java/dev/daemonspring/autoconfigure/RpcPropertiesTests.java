package dev.daemonspring.autoconfigure;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.daemonspring.rpc.RpcAccess.Level;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RpcProperties}.
 */
class RpcPropertiesTests {

	private final RpcProperties properties = new RpcProperties();

	@Test
	void shutdownByDefaultIsOpenOnUnixSocketsOnly() {
		assertThat(isShutdownOpen(this.properties.getUnix())).isTrue();
		assertThat(isShutdownOpen(this.properties.getHttp())).isFalse();
		assertThat(isShutdownOpen(this.properties.getTcp())).isFalse();
	}

	@Test
	void shutdownIsOpenWhereAccessIsSetToUnrestricted() {
		this.properties.getHttp().setAccess(Level.UNRESTRICTED);
		assertThat(isShutdownOpen(this.properties.getHttp())).isTrue();
	}

	@Test
	void shutdownIsOpenWhereNothingIsExcluded() {
		this.properties.getHttp().setExclude(List.of());
		assertThat(isShutdownOpen(this.properties.getHttp())).isTrue();
	}

	@Test
	void shutdownIsClosedWhereItIsExcludedWhateverTheAccess() {
		this.properties.getUnix().setAccess(Level.UNRESTRICTED);
		this.properties.getUnix().setExclude(List.of("daemon.*"));
		assertThat(isShutdownOpen(this.properties.getUnix())).isFalse();
	}

	private boolean isShutdownOpen(RpcProperties.Transport transport) {
		return transport.toAccess(Level.UNRESTRICTED, "x").exclude().isEmpty();
	}

}
