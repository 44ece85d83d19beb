package dev.daemonspring.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.io.Resource;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.rpc.RpcAccess;
import dev.daemonspring.rpc.RpcRules;

/**
 * How the daemon can be asked from outside.
 */
@ConfigurationProperties("daemon.rpc")
public class RpcProperties {

	/**
	 * Whether to serve the RPC at all.
	 */
	private boolean enabled = true;

	/**
	 * Most that any transport allows; each transport can allow less.
	 */
	private RpcAccess.Level access = RpcAccess.Level.UNRESTRICTED;

	/**
	 * Secret that every caller over HTTP and TCP must show, of 16 characters at least.
	 * With it, callers from other machines can be let in.
	 */
	private @Nullable String token;

	/**
	 * File that holds the token in its first line.
	 */
	private @Nullable Resource tokenFile;

	/**
	 * Sockets to listen on, such as 'unix:///run/app/daemon.sock' and
	 * 'tcp://127.0.0.1:10042'.
	 */
	private List<String> sockets = new ArrayList<>();

	/**
	 * Largest message.
	 */
	private DataSize maxRequestSize = DataSize.ofMegabytes(1);

	/**
	 * Most entries of a batch.
	 */
	private int maxBatchSize = 1000;

	/**
	 * Deepest nesting of arrays and objects.
	 */
	private int maxDepth = 100;

	/**
	 * Most characters of a number.
	 */
	private int maxNumberLength = 100;

	/**
	 * Most calls of a message, those of its batch and of its multicalls together.
	 */
	private int maxCalls = 1000;

	/**
	 * Largest sum of the results of a message.
	 */
	private DataSize maxResponseSize = DataSize.ofMegabytes(8);

	/**
	 * Most bytes of all messages that are being answered, each of which counts
	 * sixteenfold because of the values made of it, and of answers that were not taken
	 * yet. What comes beyond that is refused. Defaults to a quarter of the heap.
	 */
	private @Nullable DataSize maxInFlight;

	private final Http http = new Http();

	private final Unix unix = new Unix();

	private final Tcp tcp = new Tcp();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public RpcAccess.Level getAccess() {
		return this.access;
	}

	public void setAccess(RpcAccess.Level access) {
		this.access = access;
	}

	public @Nullable String getToken() {
		return this.token;
	}

	public void setToken(@Nullable String token) {
		this.token = token;
	}

	public @Nullable Resource getTokenFile() {
		return this.tokenFile;
	}

	public void setTokenFile(@Nullable Resource tokenFile) {
		this.tokenFile = tokenFile;
	}

	public List<String> getSockets() {
		return this.sockets;
	}

	public void setSockets(List<String> sockets) {
		this.sockets = sockets;
	}

	public DataSize getMaxRequestSize() {
		return this.maxRequestSize;
	}

	public void setMaxRequestSize(DataSize maxRequestSize) {
		this.maxRequestSize = maxRequestSize;
	}

	public int getMaxBatchSize() {
		return this.maxBatchSize;
	}

	public void setMaxBatchSize(int maxBatchSize) {
		this.maxBatchSize = maxBatchSize;
	}

	public int getMaxDepth() {
		return this.maxDepth;
	}

	public void setMaxDepth(int maxDepth) {
		this.maxDepth = maxDepth;
	}

	public int getMaxNumberLength() {
		return this.maxNumberLength;
	}

	public void setMaxNumberLength(int maxNumberLength) {
		this.maxNumberLength = maxNumberLength;
	}

	public int getMaxCalls() {
		return this.maxCalls;
	}

	public void setMaxCalls(int maxCalls) {
		this.maxCalls = maxCalls;
	}

	public DataSize getMaxResponseSize() {
		return this.maxResponseSize;
	}

	public void setMaxResponseSize(DataSize maxResponseSize) {
		this.maxResponseSize = maxResponseSize;
	}

	public @Nullable DataSize getMaxInFlight() {
		return this.maxInFlight;
	}

	public void setMaxInFlight(@Nullable DataSize maxInFlight) {
		this.maxInFlight = maxInFlight;
	}

	public Http getHttp() {
		return this.http;
	}

	public Unix getUnix() {
		return this.unix;
	}

	public Tcp getTcp() {
		return this.tcp;
	}

	/**
	 * What the callers of a transport may call.
	 */
	public abstract static class Transport {

		/**
		 * How much any caller of this transport may change, with or without a credential.
		 * When not set, a caller with a credential may call everything, and one without
		 * what tells the workers' names and states, or is the application's own and
		 * read-only.
		 */
		private RpcAccess.@Nullable Level access;

		/**
		 * Patterns of the methods that can be called, such as 'worker.*'.
		 */
		private List<String> include = new ArrayList<>(List.of("*"));

		/**
		 * Patterns of the methods that can't be called, whatever is included.
		 */
		private List<String> exclude = new ArrayList<>();

		public RpcAccess.@Nullable Level getAccess() {
			return this.access;
		}

		public void setAccess(RpcAccess.@Nullable Level access) {
			this.access = access;
		}

		public List<String> getInclude() {
			return this.include;
		}

		public void setInclude(List<String> include) {
			this.include = include;
		}

		public List<String> getExclude() {
			return this.exclude;
		}

		public void setExclude(List<String> exclude) {
			this.exclude = exclude;
		}

		RpcRules toRules(RpcAccess.Level max, String property) {
			return new RpcRules(max, this.access, property, this.include, this.exclude);
		}

	}

	/**
	 * The RPC over HTTP.
	 */
	public static class Http extends Transport {

		/**
		 * Whether to serve the RPC over HTTP.
		 */
		private boolean enabled = true;

		/**
		 * Path of the endpoint, below the application's context path.
		 */
		private String path = "/rpc";

		/**
		 * Origins whose web pages may call, such as 'https://ops.example.com'.
		 */
		private List<String> allowedOrigins = new ArrayList<>();

		/**
		 * Host names, beside those of the loopback, by which the endpoint may be called.
		 */
		private List<String> allowedHosts = new ArrayList<>();

		/**
		 * Roles of Spring Security, or of the container, of which one makes an account an
		 * operator's. Other accounts are refused.
		 */
		private List<String> roles = new ArrayList<>(List.of("DAEMON"));

		/**
		 * How long the body of a request may take to arrive.
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

	}

	/**
	 * A transport that keeps its connections.
	 */
	public abstract static class Connected extends Transport {

		/**
		 * Most connections at once.
		 */
		private int maxConnections = 64;

		/**
		 * How long a connection may send no whole message before it is closed.
		 */
		private Duration idleTimeout = Duration.ofMinutes(10);

		public int getMaxConnections() {
			return this.maxConnections;
		}

		public void setMaxConnections(int maxConnections) {
			this.maxConnections = maxConnections;
		}

		public Duration getIdleTimeout() {
			return this.idleTimeout;
		}

		public void setIdleTimeout(Duration idleTimeout) {
			this.idleTimeout = idleTimeout;
		}

	}

	/**
	 * The RPC over Unix domain sockets.
	 */
	public static class Unix extends Connected {

	}

	/**
	 * The RPC over TCP sockets.
	 */
	public static class Tcp extends Connected {

		/**
		 * Most connections at once that have not shown the token yet. The one that has
		 * waited longest makes room for a new one.
		 */
		private int maxUnauthenticatedConnections = 16;

		/**
		 * How long a connection may take to show the token before it is closed.
		 */
		private Duration authenticationTimeout = Duration.ofSeconds(5);

		public int getMaxUnauthenticatedConnections() {
			return this.maxUnauthenticatedConnections;
		}

		public void setMaxUnauthenticatedConnections(int maxUnauthenticatedConnections) {
			this.maxUnauthenticatedConnections = maxUnauthenticatedConnections;
		}

		public Duration getAuthenticationTimeout() {
			return this.authenticationTimeout;
		}

		public void setAuthenticationTimeout(Duration authenticationTimeout) {
			this.authenticationTimeout = authenticationTimeout;
		}

	}

}
