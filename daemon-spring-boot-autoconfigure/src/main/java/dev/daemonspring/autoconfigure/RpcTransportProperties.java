package dev.daemonspring.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.rpc.RpcAccess;
import dev.daemonspring.rpc.RpcRules;

/**
 * Properties of what the callers of a transport may call.
 */
public abstract class RpcTransportProperties {

	/**
	 * Level of access of all callers of this transport, with or without a credential.
	 * When not set, callers with a credential, or on a Unix socket, may call everything.
	 * Others may call only the methods that return the names and states of the workers or
	 * describe the methods, and the application's own read-only methods.
	 */
	private RpcAccess.@Nullable Level access;

	/**
	 * Patterns of the methods that can be called, such as 'worker.*'.
	 */
	private List<String> include = new ArrayList<>(List.of("*"));

	/**
	 * Patterns of the methods that can't be called, even if they are included.
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
