/**
 * The RPC over sockets, one JSON value a line: Unix domain sockets for the user who runs
 * the daemon, TCP for whoever has the token. Needs no web server.
 */
@NullMarked
package dev.daemonspring.rpc.socket;

import org.jspecify.annotations.NullMarked;
