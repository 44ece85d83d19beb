package dev.daemonspring.rpc.http;

import java.io.IOException;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.filter.ForwardedHeaderFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestHead}.
 */
class RequestHeadTests {

	private final MockHttpServletRequest request = new MockHttpServletRequest("POST", "/rpc");

	@Test
	void headIsReadAsItCame() {
		this.request.setRemoteAddr("127.0.0.1");
		this.request.addHeader("Host", "localhost");
		this.request.addHeader("Origin", "one");
		this.request.addHeader("Origin", "two");
		RequestHead head = RequestHead.of(this.request);
		assertThat(head.hosts()).containsExactly("localhost");
		assertThat(head.origins()).containsExactly("one", "two");
		assertThat(head.loopback()).isTrue();
		assertThat(head.authenticated()).isFalse();
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
		RequestHead head = RequestHead.of(filtered);
		assertThat(head.loopback()).isFalse();
		assertThat(head.forwarded()).isNotEmpty();
	}

	@Test
	void forwardingThatTomcatBelievedIsSeen() {
		this.request.setAttribute("org.apache.tomcat.request.forwarded", true);
		assertThat(RequestHead.of(this.request).forwarded()).isNotEmpty();
	}

	@Test
	void everyForwardingHeaderIsSeen() {
		for (String name : new String[] { "Forwarded", "x-forwarded-for", "X-FORWARDED-PROTO", "X-Real-IP", "Via",
				"X-Client-IP", "CF-Connecting-IP", "CF-Ray", "True-Client-IP", "X-Original-Forwarded-For",
				"X-Forwarded", "X-Cluster-Client-Ip", "Fastly-Client-IP", "X-Envoy-External-Address",
				"X-Azure-ClientIP", "CDN-Loop", "X-Amzn-Trace-Id" }) {
			MockHttpServletRequest forwarded = new MockHttpServletRequest();
			forwarded.addHeader(name, "x");
			assertThat(RequestHead.of(forwarded).forwarded()).containsExactly(name);
		}
	}

	@Test
	void headersOfACallerAreNoSignOfAProxy() {
		for (String name : new String[] { "Accept", "User-Agent", "X-Request-Id", "traceparent", "X-B3-TraceId",
				"Authorization", "X-Requested-With" }) {
			MockHttpServletRequest request = new MockHttpServletRequest();
			request.addHeader(name, "x");
			assertThat(RequestHead.of(request).forwarded()).as(name).isEmpty();
		}
	}

	@Test
	void loopbackIsToldByTheAddress() {
		for (String address : new String[] { "127.0.0.1", "127.8.8.8", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1" }) {
			this.request.setRemoteAddr(address);
			assertThat(RequestHead.of(this.request).loopback()).as(address).isTrue();
		}
		for (String address : new String[] { "10.0.0.1", "::2", "0.0.0.0", "fe80::1" }) {
			this.request.setRemoteAddr(address);
			assertThat(RequestHead.of(this.request).loopback()).as(address).isFalse();
		}
	}

}
