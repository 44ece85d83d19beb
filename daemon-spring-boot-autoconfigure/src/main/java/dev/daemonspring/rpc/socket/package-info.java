/**
 * The RPC over sockets, one JSON value a line: Unix domain sockets for the user who runs
 * the daemon, and TCP sockets for callers that have the token or, if none is set, are on
 * this machine. Needs no web server.
 */
@NullMarked
package dev.daemonspring.rpc.socket;

import org.jspecify.annotations.NullMarked;
