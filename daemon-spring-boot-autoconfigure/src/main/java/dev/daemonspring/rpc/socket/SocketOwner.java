package dev.daemonspring.rpc.socket;

import java.util.List;
import java.util.function.Supplier;

/**
 * The application context that sockets serve.
 *
 * @param context the id of the context
 * @param workers a supplier of the names of the workers that it runs
 */
public record SocketOwner(String context, Supplier<List<String>> workers) {
}
