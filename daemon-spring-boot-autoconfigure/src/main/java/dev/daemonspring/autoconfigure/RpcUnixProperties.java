package dev.daemonspring.autoconfigure;

/**
 * The RPC over Unix domain sockets.
 */
public class RpcUnixProperties extends RpcConnectedProperties {

}
