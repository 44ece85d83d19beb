package dev.daemonspring.autoconfigure;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import dev.daemonspring.rpc.RpcAccess.Level;
import dev.daemonspring.rpc.RpcCaller;
import dev.daemonspring.rpc.RpcRules;
import dev.daemonspring.rpc.socket.SocketSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RpcProperties}.
 */
class RpcPropertiesTests {

	@Test
	void nothingIsSetByDefault() {
		RpcProperties properties = new RpcProperties();
		assertThat(properties.getHttp().toRules(properties.getAccess(), "daemon.rpc.http"))
			.isEqualTo(new RpcRules(Level.UNRESTRICTED, null, "daemon.rpc.http", List.of("*"), List.of()));
		assertThat(properties.getTcp().toRules(properties.getAccess(), "daemon.rpc.tcp"))
			.isEqualTo(new RpcRules(Level.UNRESTRICTED, null, "daemon.rpc.tcp", List.of("*"), List.of()));
	}

	@Test
	void rulesAreAsConfigured() {
		RpcProperties properties = bind(Map.of("daemon.rpc.access", "read-only", "daemon.rpc.http.access",
				"unrestricted", "daemon.rpc.http.include", "worker.*,my.*", "daemon.rpc.http.exclude", "worker.send"));
		assertThat(properties.getHttp().toRules(properties.getAccess(), "daemon.rpc.http"))
			.isEqualTo(new RpcRules(Level.READ_ONLY, Level.UNRESTRICTED, "daemon.rpc.http", List.of("worker.*", "my.*"),
					List.of("worker.send")));
	}

	@Test
	void callerOfASocketIsKnownByTheSocketOrByTheToken() {
		assertThat(RpcSocketAutoConfiguration.unix(new RpcProperties()).access().caller()).isEqualTo(RpcCaller.OWNER);
		assertThat(RpcSocketAutoConfiguration.tcp(new RpcProperties()).access().caller()).isEqualTo(RpcCaller.LOCAL);
		SocketSettings token = RpcSocketAutoConfiguration.tcp(bind(Map.of("daemon.rpc.token", "0123456789abcdef")));
		assertThat(token.access().caller()).isEqualTo(RpcCaller.AUTHENTICATED);
		assertThat(token.token()).isNotNull();
	}

	@Test
	void excludeSetsNothingElse() {
		RpcProperties properties = bind(Map.of("daemon.rpc.http.exclude", "my.*"));
		assertThat(properties.getHttp().toRules(properties.getAccess(), "daemon.rpc.http"))
			.isEqualTo(new RpcRules(Level.UNRESTRICTED, null, "daemon.rpc.http", List.of("*"), List.of("my.*")));
	}

	private static RpcProperties bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties))
			.bind("daemon.rpc", Bindable.of(RpcProperties.class))
			.get();
	}

}
