package dev.daemonspring.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import dev.daemonspring.supervisor.PropertyCheck;

/**
 * Properties of the RPC over HTTP.
 */
public class RpcHttpProperties extends RpcTransportProperties {

	private static final Pattern PATH = Pattern.compile("/[^\\s*?{}]+");

	/**
	 * Whether to serve the RPC over HTTP.
	 */
	private boolean enabled = true;

	/**
	 * Path of the endpoint, below the application's context path.
	 */
	private String path = "/rpc";

	/**
	 * Origins of the web pages that may call the endpoint, such as
	 * 'https://ops.example.com'.
	 */
	private List<String> allowedOrigins = new ArrayList<>();

	/**
	 * Host names by which the endpoint may be called, in addition to those of the
	 * loopback.
	 */
	private List<String> allowedHosts = new ArrayList<>();

	/**
	 * Roles of Spring Security or of the container, any of which makes an account an
	 * operator's. Other accounts are refused unless they send the token.
	 */
	private List<String> roles = new ArrayList<>(List.of("DAEMON"));

	/**
	 * Time that the body of a request may take to arrive.
	 */
	private Duration readTimeout = Duration.ofSeconds(10);

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public String getPath() {
		return this.path;
	}

	public void setPath(String path) {
		this.path = path;
	}

	public List<String> getAllowedOrigins() {
		return this.allowedOrigins;
	}

	public void setAllowedOrigins(List<String> allowedOrigins) {
		this.allowedOrigins = allowedOrigins;
	}

	public List<String> getAllowedHosts() {
		return this.allowedHosts;
	}

	public void setAllowedHosts(List<String> allowedHosts) {
		this.allowedHosts = allowedHosts;
	}

	public List<String> getRoles() {
		return this.roles;
	}

	public void setRoles(List<String> roles) {
		this.roles = roles;
	}

	public Duration getReadTimeout() {
		return this.readTimeout;
	}

	public void setReadTimeout(Duration readTimeout) {
		this.readTimeout = readTimeout;
	}

	void check(PropertyCheck check) {
		check.positive("read-timeout", this.readTimeout);
		check.check("path", this.path, PATH.matcher(this.path).matches(),
				"a path that begins with '/', has a name after it, and has neither blanks nor wildcards");
	}

}
