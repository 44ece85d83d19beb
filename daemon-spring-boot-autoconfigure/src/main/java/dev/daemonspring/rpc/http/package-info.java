/**
 * The RPC over HTTP: a guard that decides by a request's head alone, and the endpoint for
 * servlet containers and reactive servers.
 */
@NullMarked
package dev.daemonspring.rpc.http;

import org.jspecify.annotations.NullMarked;
