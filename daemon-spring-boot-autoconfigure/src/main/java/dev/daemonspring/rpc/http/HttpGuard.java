package dev.daemonspring.rpc.http;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

import dev.daemonspring.rpc.RpcCaller;
import dev.daemonspring.rpc.RpcToken;

/**
 * A guard that admits or refuses a request by its head alone, before any byte of the body
 * is read. It refuses web pages of origins that are not listed, whatever names and
 * addresses their authors control, and callers from other machines without a credential.
 * Thread-safe.
 */
public class HttpGuard {

	private static final Pattern PORT = Pattern.compile(":\\d+$");

	private static final Pattern LOOPBACK_HOST = Pattern
		.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]");

	private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(:\\d{1,5})?");

	private final List<String> allowedOrigins;

	private final List<String> allowedHosts;

	private final @Nullable RpcToken token;

	private final boolean ownOrigin;

	/**
	 * Create a guard.
	 * @param allowedOrigins the origins whose pages may call, compared as a whole
	 * @param allowedHosts the host names, besides those of the loopback, by which the
	 * daemon may be called
	 * @param token the token that every caller must present who is not logged in as an
	 * operator, or {@code null} to admit callers on this machine without one
	 */
	public HttpGuard(List<String> allowedOrigins, List<String> allowedHosts, @Nullable RpcToken token) {
		this(allowedOrigins, allowedHosts, token, false);
	}

	private HttpGuard(List<String> allowedOrigins, List<String> allowedHosts, @Nullable RpcToken token,
			boolean ownOrigin) {
		this.allowedOrigins = List.copyOf(allowedOrigins);
		this.allowedHosts = allowedHosts.stream().map((host) -> host.toLowerCase(Locale.ROOT)).toList();
		this.token = token;
		this.ownOrigin = ownOrigin;
	}

	/**
	 * Return a guard that also admits web pages that come from the very host and port
	 * that they call, provided that the host's name is one by which the daemon may be
	 * called.
	 * @return such a guard, for endpoints that a page of the daemon's own calls
	 */
	public HttpGuard withOwnOrigin() {
		return new HttpGuard(this.allowedOrigins, this.allowedHosts, this.token, true);
	}

	/**
	 * Check a request.
	 * @param head the request's head
	 * @return why it is refused, or {@code null} when it is admitted
	 */
	@Nullable Refusal check(RequestHead head) {
		if (!"POST".equals(head.method())) {
			return new Refusal(405, "the method is not POST");
		}
		Refusal refusal = checkContent(head);
		refusal = (refusal != null) ? refusal : checkOrigin(head);
		refusal = (refusal != null) ? refusal : checkHost(head);
		return (refusal != null) ? refusal : checkCaller(head);
	}

	/**
	 * Check a request that reads. It may come from the daemon's own page, and has no
	 * body.
	 * @param head the request's head
	 * @return why it is refused, or {@code null} when it is admitted
	 */
	@Nullable Refusal checkRead(RequestHead head) {
		Refusal refusal = checkReadMethod(head);
		refusal = (refusal != null) ? refusal : checkOrigin(head);
		refusal = (refusal != null) ? refusal : checkHost(head);
		return (refusal != null) ? refusal : checkCaller(head);
	}

	/**
	 * Check a request for a document that says nothing about the workers and is the same
	 * for everybody. A link on any page may lead to it. Where a token is needed it is
	 * served without, because only the document can ask for the token.
	 * @param head the request's head
	 * @return why it is refused, or {@code null} when it is admitted
	 */
	@Nullable Refusal checkDocument(RequestHead head) {
		Refusal refusal = checkReadMethod(head);
		refusal = (refusal != null) ? refusal : checkHost(head);
		refusal = (refusal != null) ? refusal : checkCaller(head);
		return (refusal != null && refusal.status() == 401) ? null : refusal;
	}

	private static @Nullable Refusal checkReadMethod(RequestHead head) {
		boolean reads = "GET".equals(head.method()) || "HEAD".equals(head.method());
		return (reads) ? null : new Refusal(405, "the method is neither GET nor HEAD", "GET, HEAD");
	}

	/**
	 * Return the caller of an admitted request.
	 * @param head the request's head, for which {@link #check} has returned {@code null}
	 * @return the caller
	 */
	RpcCaller callerOf(RequestHead head) {
		return (head.login() == Login.OPERATOR || this.token != null) ? RpcCaller.AUTHENTICATED : RpcCaller.LOCAL;
	}

	private @Nullable Refusal checkContent(RequestHead head) {
		if (head.contentTypes().size() != 1 || !isJson(head.contentTypes().get(0))) {
			return new Refusal(415, "its Content-Type is not exactly one 'application/json' in UTF-8");
		}
		if (head.contentEncodings().stream().anyMatch((encoding) -> !"identity".equalsIgnoreCase(encoding))) {
			return new Refusal(415, "its Content-Encoding is not 'identity'");
		}
		return null;
	}

	private static boolean isJson(String contentType) {
		try {
			MimeType type = MimeTypeUtils.parseMimeType(contentType);
			Charset charset = type.getCharset();
			return "application".equals(type.getType())
					&& (type.getSubtype().equals("json") || type.getSubtype().equals("json-rpc"))
					&& (charset == null || charset.equals(StandardCharsets.UTF_8));
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * Check the origin. It is compared with the host, which is the same in a DNS
	 * rebinding attack, only where the daemon has a page of its own, and only with the
	 * hosts that {@link #checkHost} admits.
	 */
	private @Nullable Refusal checkOrigin(RequestHead head) {
		boolean listed = head.origins().size() == 1
				&& (this.allowedOrigins.contains(head.origins().get(0)) || isOwnOrigin(head));
		if (!head.origins().isEmpty() && !listed) {
			return new Refusal(403,
					"its Origin " + quoted(head.origins()) + " is not listed in 'daemon.rpc.http.allowed-origins'");
		}
		boolean own = head.fetchSites().stream().allMatch((site) -> site.equals("none") || site.equals("same-origin"));
		if (!own && !listed) {
			return new Refusal(403, "its Sec-Fetch-Site is " + quoted(head.fetchSites())
					+ " and no origin listed in 'daemon.rpc.http.allowed-origins'");
		}
		return null;
	}

	private boolean isOwnOrigin(RequestHead head) {
		if (!this.ownOrigin || head.hosts().size() != 1 || checkHost(head) != null) {
			return false;
		}
		String origin = head.origins().get(0);
		String host = head.hosts().get(0);
		boolean own = origin.equalsIgnoreCase("http://" + host.replaceFirst(":80$", ""))
				|| origin.equalsIgnoreCase("https://" + host.replaceFirst(":443$", ""));
		return own && head.fetchSites().stream().allMatch("same-origin"::equals);
	}

	private @Nullable Refusal checkHost(RequestHead head) {
		String host = (head.hosts().size() == 1) ? head.hosts().get(0).toLowerCase(Locale.ROOT) : "";
		if (!HOST.matcher(host).matches()) {
			return new Refusal(400, "it has not exactly one well-formed Host");
		}
		String name = PORT.matcher(host).replaceFirst("");
		if (!LOOPBACK_HOST.matcher(name).matches() && !this.allowedHosts.contains(name)) {
			return new Refusal(403,
					"its Host " + quoted(head.hosts()) + " is not listed in 'daemon.rpc.http.allowed-hosts'");
		}
		return null;
	}

	private @Nullable Refusal checkCaller(RequestHead head) {
		if (head.login() == Login.OPERATOR || showsToken(head)) {
			return null;
		}
		if (head.login() == Login.ACCOUNT) {
			return new Refusal(403, "the account that is logged in has no role of 'daemon.rpc.http.roles'");
		}
		if (this.token != null) {
			return new Refusal(401, "it does not show the token of 'daemon.rpc.token'");
		}
		if (!head.loopback()) {
			return new Refusal(403,
					"it comes from another machine; set 'daemon.rpc.token', or have its caller log in with a role of "
							+ "'daemon.rpc.http.roles'");
		}
		if (!head.forwarded().isEmpty()) {
			return new Refusal(403, "a proxy forwarded it " + quoted(head.forwarded())
					+ "; set 'daemon.rpc.token', or have its caller log in with a role of 'daemon.rpc.http.roles'");
		}
		return null;
	}

	private boolean showsToken(RequestHead head) {
		return this.token != null && head.authorizations().size() == 1
				&& this.token.isBearer(head.authorizations().get(0));
	}

	private static String quoted(List<String> values) {
		String text = String.join(", ", values).replaceAll("[^\\x20-\\x7e]", "?");
		return "'" + ((text.length() > 100) ? text.substring(0, 100) + "..." : text) + "'";
	}

	/**
	 * The refusal of a request.
	 *
	 * @param status the HTTP status of the answer
	 * @param reason the reason for the log, as part of a sentence
	 * @param allow the methods that are allowed
	 */
	record Refusal(int status, String reason, String allow) {

		Refusal(int status, String reason) {
			this(status, reason, "POST");
		}

		/**
		 * Return the headers of the answer, which has no body.
		 */
		Map<String, String> headers() {
			Map<String, String> headers = new LinkedHashMap<>();
			headers.put("Cache-Control", "no-store");
			if (this.status == 405) {
				headers.put("Allow", this.allow);
			}
			if (this.status == 401) {
				headers.put("WWW-Authenticate", "Bearer");
			}
			return headers;
		}

	}

}
