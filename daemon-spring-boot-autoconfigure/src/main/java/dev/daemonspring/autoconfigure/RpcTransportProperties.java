package dev.daemonspring.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.rpc.RpcAccess;
import dev.daemonspring.rpc.RpcRules;

/**
 * What the callers of a transport may call.
 */
public abstract class RpcTransportProperties {

	/**
	 * How much any caller of this transport may change, with or without a credential.
	 * When not set, a caller with a credential may call everything, and one without what
	 * tells the workers' names and states, or is the application's own and read-only.
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
