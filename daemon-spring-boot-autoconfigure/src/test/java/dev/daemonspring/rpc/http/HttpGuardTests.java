package dev.daemonspring.rpc.http;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.daemonspring.rpc.RpcCaller;
import dev.daemonspring.rpc.RpcToken;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HttpGuard}.
 */
class HttpGuardTests {

	private static final String TOKEN = "0123456789abcdef";

	private static final RequestHead GOOD = new RequestHead("POST", List.of("application/json"), List.of(), List.of(),
			List.of(), List.of("localhost:8080"), List.of(), List.of(), true, Login.NONE);

	private final HttpGuard guard = new HttpGuard(List.of(), List.of(), null);

	private final HttpGuard open = new HttpGuard(List.of("https://ops.example.com"), List.of("daemon.example.com"),
			new RpcToken(TOKEN));

	@Test
	void goodRequestMayComeIn() {
		assertThat(this.guard.check(GOOD)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "post", "" })
	void methodWhenNotPostIsRefused(String method) {
		assertThat(status(this.guard, new RequestHead(method, GOOD.contentTypes(), List.of(), List.of(), List.of(),
				GOOD.hosts(), List.of(), List.of(), true, Login.NONE)))
			.isEqualTo(405);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "application/json", "application/json;charset=utf-8", "application/json; charset=\"UTF-8\"",
					"Application/JSON", "application/json-rpc", "application/json-rpc;charset=UTF8" })
	void contentTypeWhenJsonMayComeIn(String contentType) {
		assertThat(this.guard.check(contentTypes(contentType))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "text/json", "application/x-www-form-urlencoded", "multipart/form-data",
			"application/*", "*/*", "application/jsonp", "application/vnd.x+json", "application/json;charset=utf-16",
			"application/json;charset=nonsense", "application/json, text/plain", "json", "", "application/json;",
			"text/plain;application/json", "application/json;charset=utf-8;charset=utf-16" })
	void contentTypeWhenNotJsonIsRefused(String contentType) {
		HttpGuard.Refusal refusal = this.guard.check(contentTypes(contentType));
		// Parameters that say nothing are no harm
		assertThat((refusal != null) ? refusal.status() : 0)
			.isEqualTo((contentType.equals("application/json;")) ? 0 : 415);
	}

	@Test
	void contentTypeWhenMissingOrTwiceIsRefused() {
		assertThat(status(this.guard, contentTypes())).isEqualTo(415);
		assertThat(status(this.guard, contentTypes("application/json", "application/json"))).isEqualTo(415);
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "http://localhost:8080", "http://127.0.0.1:8080",
			"https://ops.example.com.evil.org", "https://OPS.example.com", "http://ops.example.com",
			"https://ops.example.com:8443", "", "file://" })
	void originWhenNotListedIsRefused(String origin) {
		assertThat(status(this.guard, origins(List.of(origin), List.of()))).isEqualTo(403);
		assertThat(status(this.open, origins(List.of(origin), List.of()))).isEqualTo(403);
	}

	@Test
	void originWhenListedMayComeInOnce() {
		assertThat(status(this.open, origins(List.of("https://ops.example.com"), List.of("cross-site")))).isZero();
		assertThat(status(this.open, origins(List.of("https://ops.example.com", "https://ops.example.com"), List.of())))
			.isEqualTo(403);
	}

	@ParameterizedTest
	@ValueSource(strings = { "cross-site", "same-site", "", "nonsense", "SAME-ORIGIN" })
	void fetchSiteWhenForeignIsRefused(String site) {
		assertThat(status(this.guard, origins(List.of(), List.of(site)))).isEqualTo(403);
		assertThat(status(this.guard, origins(List.of(), List.of("same-origin", site)))).isEqualTo(403);
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "LOCALHOST:1", "127.0.0.1", "127.1.2.3:8080", "[::1]", "[::1]:8080" })
	void hostWhenLoopbackMayComeIn(String host) {
		assertThat(this.guard.check(hosts(host))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "daemon.example.com",
			"0.0.0.0", "10.0.0.1", "[::2]", "1270.0.1.1", "localhost.", "127.0.0.256.com" })
	void hostWhenForeignIsRefused(String host) {
		assertThat(status(this.guard, hosts(host))).isEqualTo(403);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "localhost@evil.example", "localhost:", "localhost:x", "localhost,localhost", "a b",
			"localhost/", "user:pass@localhost" })
	void hostWhenMalformedIsRefused(String host) {
		assertThat(status(this.guard, hosts(host))).isEqualTo(400);
	}

	@Test
	void hostWhenMissingOrTwiceIsRefused() {
		assertThat(status(this.guard, hosts())).isEqualTo(400);
		assertThat(status(this.guard, hosts("localhost", "localhost"))).isEqualTo(400);
	}

	@Test
	void hostWhenListedMayComeIn() {
		assertThat(status(this.open, caller("Daemon.Example.com:443", "Bearer " + TOKEN, List.of(), false))).isZero();
	}

	@Test
	void callerFromAnotherMachineIsRefused() {
		assertThat(status(this.guard, caller("localhost", "", List.of(), false))).isEqualTo(403);
	}

	@Test
	void callerBehindAProxyIsRefused() {
		assertThat(status(this.guard, caller("localhost", "", List.of("X-Forwarded-For"), true))).isEqualTo(403);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Bearer", "Bearer ", "Bearer x", "Bearer 0123456789abcdeF", "Bearer 0123456789abcde",
			"Bearer 0123456789abcdef0", "Basic 0123456789abcdef", "0123456789abcdef" })
	void callerWithoutTheTokenIsRefusedFromAnywhere(String authorization) {
		assertThat(status(this.open, caller("localhost", authorization, List.of(), true))).isEqualTo(401);
		assertThat(status(this.open, caller("localhost", authorization, List.of(), false))).isEqualTo(401);
	}

	@Test
	void callerWithTheTokenMayComeInFromAnywhere() {
		assertThat(status(this.open, caller("localhost", "Bearer " + TOKEN, List.of("Forwarded"), false))).isZero();
		assertThat(status(this.open, caller("localhost", "bearer " + TOKEN, List.of(), true))).isZero();
	}

	@Test
	void callerWhenAuthenticatedMayComeInFromAnywhere() {
		RequestHead head = new RequestHead("POST", GOOD.contentTypes(), List.of(), List.of(), List.of(), GOOD.hosts(),
				List.of(), List.of("Forwarded"), false, Login.OPERATOR);
		assertThat(this.guard.check(head)).isNull();
		assertThat(this.open.check(head)).isNull();
	}

	@Test
	void callerWhenItsAccountIsNoOperatorsIsRefusedFromAnywhere() {
		for (boolean loopback : new boolean[] { true, false }) {
			RequestHead head = new RequestHead("POST", GOOD.contentTypes(), List.of(), List.of(), List.of(),
					GOOD.hosts(), List.of(), List.of(), loopback, Login.ACCOUNT);
			assertThat(reason(head)).contains("daemon.rpc.http.roles");
			HttpGuard.Refusal refusal = this.open.check(head);
			assertThat(refusal).isNotNull();
			assertThat(refusal.status()).isEqualTo(403);
		}
	}

	@Test
	void callerIsToldByItsCredential() {
		assertThat(this.guard.callerOf(GOOD)).isEqualTo(RpcCaller.LOCAL);
		assertThat(this.open.callerOf(caller("localhost", "Bearer " + TOKEN, List.of(), true)))
			.isEqualTo(RpcCaller.AUTHENTICATED);
		assertThat(this.guard.callerOf(new RequestHead("POST", GOOD.contentTypes(), List.of(), List.of(), List.of(),
				GOOD.hosts(), List.of(), List.of(), false, Login.OPERATOR)))
			.isEqualTo(RpcCaller.AUTHENTICATED);
	}

	@Test
	void refusalNamesTheProperty() {
		assertThat(reason(origins(List.of("http://x"), List.of()))).contains("daemon.rpc.http.allowed-origins");
		assertThat(reason(hosts("x"))).contains("daemon.rpc.http.allowed-hosts");
		assertThat(reason(caller("localhost", "", List.of(), false))).contains("daemon.rpc.token");
	}

	@Test
	void refusalKeepsTheLogToOneShortLine() {
		assertThat(reason(origins(List.of("x\r\nINFO all is well" + "y".repeat(1000)), List.of())))
			.doesNotContain("\n", "\r")
			.hasSizeLessThan(250);
	}

	private String reason(RequestHead head) {
		HttpGuard.Refusal refusal = this.guard.check(head);
		return (refusal != null) ? refusal.reason() : "";
	}

	private static int status(HttpGuard guard, RequestHead head) {
		boolean showsToken = !head.authorizations().isEmpty() || head.hosts() != GOOD.hosts();
		RequestHead known = (showsToken) ? head
				: new RequestHead(head.method(), head.contentTypes(), head.contentEncodings(), head.origins(),
						head.fetchSites(), head.hosts(), List.of("Bearer " + TOKEN), head.forwarded(), head.loopback(),
						head.login());
		HttpGuard.@Nullable Refusal refusal = guard.check(known);
		return (refusal != null) ? refusal.status() : 0;
	}

	private static RequestHead contentTypes(String... contentTypes) {
		return new RequestHead("POST", List.of(contentTypes), List.of(), List.of(), List.of(), GOOD.hosts(), List.of(),
				List.of(), true, Login.NONE);
	}

	private static RequestHead origins(List<String> origins, List<String> fetchSites) {
		return new RequestHead("POST", GOOD.contentTypes(), List.of(), origins, fetchSites, GOOD.hosts(), List.of(),
				List.of(), true, Login.NONE);
	}

	private static RequestHead hosts(String... hosts) {
		return new RequestHead("POST", GOOD.contentTypes(), List.of(), List.of(), List.of(), List.of(hosts), List.of(),
				List.of(), true, Login.NONE);
	}

	private static RequestHead caller(String host, String authorization, List<String> forwarded, boolean loopback) {
		return new RequestHead("POST", GOOD.contentTypes(), List.of(), List.of(), List.of(), List.of(host),
				List.of(authorization), forwarded, loopback, Login.NONE);
	}

}
