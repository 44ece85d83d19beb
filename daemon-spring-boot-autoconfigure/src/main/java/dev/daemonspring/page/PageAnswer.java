package dev.daemonspring.page;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An answer to a request for the page or for what it shows.
 *
 * @param status the status
 * @param headers the headers
 * @param body the body, or {@code null} when there is none
 */
record PageAnswer(int status, Map<String, String> headers, byte @Nullable [] body) {

	private static final Map<String, String> ALWAYS = Map.of("X-Content-Type-Options", "nosniff", "Referrer-Policy",
			"no-referrer", "Cross-Origin-Resource-Policy", "same-origin");

	private static final String TEXT = "text/plain;charset=UTF-8";

	static PageAnswer refused(int status, Map<String, String> headers) {
		return new PageAnswer(status, headers, null);
	}

	/**
	 * Return an error with a sentence for whoever looks at the page.
	 */
	static PageAnswer error(int status, String message) {
		return of(status, TEXT, message.getBytes(StandardCharsets.UTF_8));
	}

	static PageAnswer text(String text) {
		return of(200, TEXT, text.getBytes(StandardCharsets.UTF_8));
	}

	static PageAnswer json(byte[] body) {
		return of(200, "application/json", body);
	}

	/**
	 * Return what is sent to a caller that may have it already.
	 */
	static PageAnswer tagged(TaggedBytes content, String contentType, @Nullable String ifNoneMatch) {
		boolean known = content.matches(ifNoneMatch);
		PageAnswer answer = (known) ? new PageAnswer(304, ALWAYS, null) : of(200, contentType, content.bytes());
		return answer.with("ETag", content.tag());
	}

	/**
	 * Return a redirect to a reference that is relative, because only the browser knows
	 * the prefixes that proxies have taken away.
	 */
	static PageAnswer redirect(String relative) {
		return new PageAnswer(302, ALWAYS, null).with("Location", relative);
	}

	private static PageAnswer of(int status, String contentType, byte[] body) {
		return new PageAnswer(status, ALWAYS, body).with("Content-Type", contentType);
	}

	PageAnswer with(String name, String value) {
		Map<String, String> headers = new LinkedHashMap<>(this.headers);
		headers.put(name, value);
		return new PageAnswer(this.status, headers, this.body);
	}

}
