package dev.daemonspring.autoconfigure;

/**
 * Properties of the RPC over Unix domain sockets.
 */
public class RpcUnixProperties extends RpcConnectedProperties {

}
