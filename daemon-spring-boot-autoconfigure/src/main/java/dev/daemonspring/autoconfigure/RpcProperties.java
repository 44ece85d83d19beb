package dev.daemonspring.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.core.io.Resource;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.rpc.RpcAccess;
import dev.daemonspring.rpc.RpcLimits;
import dev.daemonspring.supervisor.PropertyCheck;

/**
 * Configuration properties of the RPC.
 */
@ConfigurationProperties("daemon.rpc")
public class RpcProperties implements InitializingBean {

	/**
	 * Whether to serve the RPC.
	 */
	private boolean enabled = true;

	/**
	 * Highest level of access that any transport allows; each transport can allow less.
	 */
	private RpcAccess.Level access = RpcAccess.Level.UNRESTRICTED;

	/**
	 * Secret, of at least 16 characters, that callers over HTTP and TCP must send. Over
	 * HTTP, a login as an operator is enough. Only with a token can TCP sockets be opened
	 * to other machines.
	 */
	private @Nullable String token;

	/**
	 * File with the token in its first line. Takes precedence over 'daemon.rpc.token'.
	 */
	private @Nullable Resource tokenFile;

	/**
	 * Sockets to listen on, such as 'unix:///run/app/daemon.sock' and
	 * 'tcp://127.0.0.1:10042'.
	 */
	private List<String> sockets = new ArrayList<>();

	/**
	 * Maximum size of a message.
	 */
	private DataSize maxRequestSize = DataSize.ofMegabytes(1);

	/**
	 * Maximum number of entries in a batch.
	 */
	private int maxBatchSize = 1000;

	/**
	 * Maximum nesting depth of arrays and objects.
	 */
	private int maxDepth = 100;

	/**
	 * Maximum number of characters in a number.
	 */
	private int maxNumberLength = 100;

	/**
	 * Maximum number of calls in a message, including those in its batch and in
	 * multicalls.
	 */
	private int maxCalls = 1000;

	/**
	 * Maximum total size of the results of a message.
	 */
	private DataSize maxResponseSize = DataSize.ofMegabytes(8);

	/**
	 * Maximum total size of all messages that are being answered, each of which counts
	 * sixteenfold because of its size in memory, and of answers that have not been read
	 * yet. Messages beyond that are refused. Defaults to a quarter of the maximum heap
	 * size.
	 */
	private @Nullable DataSize maxInFlight;

	@NestedConfigurationProperty
	private final RpcHttpProperties http = new RpcHttpProperties();

	@NestedConfigurationProperty
	private final RpcUnixProperties unix = new RpcUnixProperties();

	@NestedConfigurationProperty
	private final RpcTcpProperties tcp = new RpcTcpProperties();

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

	public RpcHttpProperties getHttp() {
		return this.http;
	}

	public RpcUnixProperties getUnix() {
		return this.unix;
	}

	public RpcTcpProperties getTcp() {
		return this.tcp;
	}

	/**
	 * Check the values.
	 * @throws dev.daemonspring.supervisor.InvalidPropertyException when a value is out of
	 * range
	 */
	@Override
	public void afterPropertiesSet() {
		PropertyCheck check = new PropertyCheck("daemon.rpc");
		check.check("max-request-size", this.maxRequestSize, RpcLimits.isMessageSize(this.maxRequestSize),
				"at least 1B and less than 2GB");
		check.atLeast("max-batch-size", this.maxBatchSize, 1);
		check.between("max-depth", this.maxDepth, RpcLimits.LEAST_DEPTH, RpcLimits.MOST_DEPTH);
		check.between("max-number-length", this.maxNumberLength, 1, RpcLimits.MOST_NUMBER_LENGTH);
		check.atLeast("max-calls", this.maxCalls, 1);
		check.atLeast("max-response-size", this.maxResponseSize, DataSize.ofBytes(1));
		check.atLeast("max-in-flight", this.maxInFlight, DataSize.ofBytes(1));
		this.http.check(new PropertyCheck("daemon.rpc.http"));
		this.unix.check(new PropertyCheck("daemon.rpc.unix"));
		this.tcp.check(new PropertyCheck("daemon.rpc.tcp"));
	}

}
