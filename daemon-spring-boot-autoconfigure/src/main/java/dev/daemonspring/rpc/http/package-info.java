/**
 * The RPC over HTTP: who may come in, judged by a request's head alone, and a servlet
 * that lets no slow body hold a thread.
 */
@NullMarked
package dev.daemonspring.rpc.http;

import org.jspecify.annotations.NullMarked;
