package dev.daemonspring.rpc;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.PatternMatchUtils;

import dev.daemonspring.rpc.RpcAccess.Level;

/**
 * Who may call what over one transport, as its properties say. One decision, without side
 * effects: each rule can only refuse, and none that is added ever allows more.
 *
 * @param max the most that any transport allows, of {@code daemon.rpc.access}
 * @param access how much any caller of this transport may change, with or without a
 * credential; {@code null} when that is not set: then everything with one, and without
 * one the open methods only
 * @param property the prefix of the properties that say so, told to a refused caller
 * @param include patterns of the methods that can be called, such as {@code worker.*}
 * @param exclude patterns of the methods that can't, whatever else is said
 */
public record RpcRules(Level max, @Nullable Level access, String property, List<String> include, List<String> exclude) {

	public RpcRules {
		include = List.copyOf(include);
		exclude = List.copyOf(exclude);
	}

	/**
	 * Return what a caller may call.
	 * @param caller who calls
	 * @return its access
	 */
	public RpcAccess of(RpcCaller caller) {
		return new RpcAccess(this, caller);
	}

	/**
	 * Decide on a call.
	 * @return why it is refused, or {@code null} when it is allowed
	 */
	@Nullable String refusal(RpcCaller caller, RpcCall call) {
		String name = "'" + call.name() + "'";
		if (caller == RpcCaller.STRANGER) {
			return name + " can't be called from another machine without a credential. " + waysIn(call);
		}
		Level level = (this.access != null) ? this.access.cap(this.max) : this.max;
		if (!level.allows(call.readOnly())) {
			return name + " can't be called here. The properties 'daemon.rpc.access' and '" + this.property
					+ ".access' say what can.";
		}
		if (!matches(this.include, call) || matches(this.exclude, call)) {
			return name + " can't be called here. The properties '" + this.property + ".include' and '" + this.property
					+ ".exclude' say what can.";
		}
		if (caller == RpcCaller.LOCAL && this.access == null && !call.isOpen()) {
			return name + " can't be called without a credential. " + waysIn(call);
		}
		return null;
	}

	private String waysIn(RpcCall call) {
		String login = (this.property.endsWith(".http")) ? "log in with a role of '" + this.property + ".roles', " : "";
		return "Show the token of 'daemon.rpc.token', " + login
				+ "call on a Unix socket of 'daemon.rpc.sockets', or set '" + this.property + ".access' to "
				+ ((call.readOnly()) ? "'read-only' or " : "")
				+ "'unrestricted' where anybody on this machine may call it.";
	}

	private static boolean matches(List<String> patterns, RpcCall call) {
		String[] all = patterns.toArray(String[]::new);
		return call.names().stream().anyMatch((name) -> PatternMatchUtils.simpleMatch(all, name));
	}

}
