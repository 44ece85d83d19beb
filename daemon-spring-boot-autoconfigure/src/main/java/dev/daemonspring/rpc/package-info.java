/**
 * What can be asked of the daemon from outside: the methods, their dispatch, and JSON-RPC
 * 2.0 to the letter. Knows of no transport; a transport hands
 * {@link dev.daemonspring.rpc.RpcEngine} a whole message and gets the whole answer.
 */
@NullMarked
package dev.daemonspring.rpc;

import org.jspecify.annotations.NullMarked;
