package dev.daemonspring.rpc;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.PatternMatchUtils;

import dev.daemonspring.rpc.RpcAccess.Level;

/**
 * The rules of one transport on who may call what, taken from its properties. Each rule
 * can only refuse a call; none allows what another refuses.
 *
 * @param max the highest level that any transport allows, from {@code daemon.rpc.access}
 * @param access the level of all callers of this transport, with or without a credential;
 * when {@code null}, callers with a credential may call everything and those without only
 * the open methods
 * @param property the prefix of the transport's properties, for messages to refused
 * callers
 * @param include patterns of the methods that can be called, such as {@code worker.*}
 * @param exclude patterns of the methods that can't be called, even if included
 */
public record RpcRules(Level max, @Nullable Level access, String property, List<String> include, List<String> exclude) {

	public RpcRules {
		include = List.copyOf(include);
		exclude = List.copyOf(exclude);
	}

	/**
	 * Return the access of a caller.
	 * @param caller the caller
	 * @return its access
	 */
	public RpcAccess of(RpcCaller caller) {
		return new RpcAccess(this, caller);
	}

	/**
	 * Decide on a call, without side effects.
	 * @return why it is refused, or {@code null} when it is allowed
	 */
	@Nullable String refusal(RpcCaller caller, RpcCall call) {
		String name = "'" + call.name() + "'";
		Level level = (this.access != null) ? this.access.cap(this.max) : this.max;
		if (!level.allows(call.readOnly())) {
			return name + " can't be called here. The properties 'daemon.rpc.access' and '" + this.property
					+ ".access' determine what can.";
		}
		if (!matches(this.include, call) || matches(this.exclude, call)) {
			return name + " can't be called here. The properties '" + this.property + ".include' and '" + this.property
					+ ".exclude' determine what can.";
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
