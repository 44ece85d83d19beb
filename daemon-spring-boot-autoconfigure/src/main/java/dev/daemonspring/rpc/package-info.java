/**
 * The RPC of the daemon: its methods, their dispatch, and JSON-RPC 2.0. Independent of
 * transports: a transport passes {@link dev.daemonspring.rpc.RpcEngine} a whole message
 * and gets the whole answer.
 */
@NullMarked
package dev.daemonspring.rpc;

import org.jspecify.annotations.NullMarked;
