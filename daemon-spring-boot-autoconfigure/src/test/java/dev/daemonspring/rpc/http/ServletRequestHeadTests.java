package dev.daemonspring.rpc.http;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.filter.ForwardedHeaderFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServletRequestHead}.
 */
class ServletRequestHeadTests {

	private static final Operators OPERATORS = new Operators(List.of("DAEMON", "OPS"), null);

	private final MockHttpServletRequest request = new MockHttpServletRequest("POST", "/rpc");

	@Test
	void headIsReadAsItCame() {
		this.request.setRemoteAddr("127.0.0.1");
		this.request.addHeader("Host", "localhost");
		this.request.addHeader("Origin", "one");
		this.request.addHeader("Origin", "two");
		RequestHead head = ServletRequestHead.of(this.request, OPERATORS);
		assertThat(head.hosts()).containsExactly("localhost");
		assertThat(head.origins()).containsExactly("one", "two");
		assertThat(head.loopback()).isTrue();
		assertThat(head.login()).isEqualTo(Login.NONE);
	}

	@Test
	void forwardingHeadersThatAFilterBelievesAndHidesAreSeen() throws ServletException, IOException {
		this.request.setRemoteAddr("10.0.0.1");
		this.request.addHeader("X-Forwarded-For", "127.0.0.1");
		this.request.addHeader("X-Forwarded-Host", "localhost");
		MockFilterChain chain = new MockFilterChain();
		new ForwardedHeaderFilter().doFilter(this.request, new MockHttpServletResponse(), chain);
		HttpServletRequest filtered = (HttpServletRequest) chain.getRequest();
		assertThat(filtered).isNotNull();
		assertThat(filtered.getRemoteAddr()).isEqualTo("127.0.0.1");
		RequestHead head = ServletRequestHead.of(filtered, OPERATORS);
		assertThat(head.loopback()).isFalse();
		assertThat(head.forwarded()).isNotEmpty();
	}

	@Test
	void forwardingThatTomcatBelievedIsSeen() {
		this.request.setAttribute("org.apache.tomcat.request.forwarded", true);
		assertThat(ServletRequestHead.of(this.request, OPERATORS).forwarded()).isNotEmpty();
	}

	@Test
	void peerThatWasNotedBeforeTomcatBelievedAHeaderCounts() {
		this.request.setRemoteAddr("127.0.0.1");
		Peer.note(this.request);
		this.request.setAttribute("org.apache.tomcat.request.forwarded", true);
		assertThat(ServletRequestHead.of(this.request, OPERATORS).forwarded()).isEmpty();
		assertThat(ServletRequestHead.of(this.request, OPERATORS).loopback()).isTrue();
		this.request.setRemoteAddr("10.0.0.1");
		this.request.addHeader("X-Forwarded-For", "127.0.0.1");
		Peer.note(this.request);
		this.request.setRemoteAddr("127.0.0.1");
		this.request.removeHeader("X-Forwarded-For");
		assertThat(ServletRequestHead.of(this.request, OPERATORS).forwarded()).containsExactly("X-Forwarded-For");
		assertThat(ServletRequestHead.of(this.request, OPERATORS).loopback()).isFalse();
	}

	@Test
	void authorityOfHttp2TakesThePlaceOfTheHost() {
		this.request.setServerName("daemon.example.com");
		this.request.setServerPort(8443);
		assertThat(ServletRequestHead.of(this.request, OPERATORS).hosts()).isEmpty();
		this.request.setProtocol("HTTP/2.0");
		assertThat(ServletRequestHead.of(this.request, OPERATORS).hosts()).containsExactly("daemon.example.com:8443");
	}

	@Test
	void loginIsAnOperatorsByARole() {
		this.request.setUserPrincipal(() -> "user");
		assertThat(ServletRequestHead.of(this.request, OPERATORS).login()).isEqualTo(Login.ACCOUNT);
		assertThat(ServletRequestHead.of(this.request, new Operators(List.of(), "user")).login())
			.isEqualTo(Login.OPERATOR);
		assertThat(ServletRequestHead.of(this.request, new Operators(List.of(), "other")).login())
			.isEqualTo(Login.ACCOUNT);
		this.request.addUserRole("OPS");
		assertThat(ServletRequestHead.of(this.request, OPERATORS).login()).isEqualTo(Login.OPERATOR);
	}

	@Test
	void everyForwardingHeaderIsSeen() {
		for (String name : new String[] { "Forwarded", "x-forwarded-for", "X-FORWARDED-PROTO", "X-Real-IP", "Via",
				"X-Client-IP", "CF-Connecting-IP", "CF-Ray", "True-Client-IP", "X-Original-Forwarded-For",
				"X-Forwarded", "X-Cluster-Client-Ip", "Fastly-Client-IP", "X-Envoy-External-Address",
				"X-Azure-ClientIP", "CDN-Loop", "X-Amzn-Trace-Id" }) {
			MockHttpServletRequest forwarded = new MockHttpServletRequest();
			forwarded.addHeader(name, "x");
			assertThat(ServletRequestHead.of(forwarded, OPERATORS).forwarded()).containsExactly(name);
		}
	}

	@Test
	void headersOfACallerAreNoSignOfAProxy() {
		for (String name : new String[] { "Accept", "User-Agent", "X-Request-Id", "traceparent", "X-B3-TraceId",
				"Authorization", "X-Requested-With" }) {
			MockHttpServletRequest request = new MockHttpServletRequest();
			request.addHeader(name, "x");
			assertThat(ServletRequestHead.of(request, OPERATORS).forwarded()).as(name).isEmpty();
		}
	}

	@Test
	void loopbackIsToldByTheAddress() {
		for (String address : new String[] { "127.0.0.1", "127.8.8.8", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1" }) {
			this.request.setRemoteAddr(address);
			assertThat(ServletRequestHead.of(this.request, OPERATORS).loopback()).as(address).isTrue();
		}
		for (String address : new String[] { "10.0.0.1", "::2", "0.0.0.0", "fe80::1" }) {
			this.request.setRemoteAddr(address);
			assertThat(ServletRequestHead.of(this.request, OPERATORS).loopback()).as(address).isFalse();
		}
	}

}
