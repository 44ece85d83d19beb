package dev.daemonspring.rpc.socket;

import java.util.List;
import java.util.function.Supplier;

/**
 * Whom sockets serve.
 *
 * @param context the name of the application context
 * @param workers gives the names of the workers that it runs
 */
public record SocketOwner(String context, Supplier<List<String>> workers) {
}
