package dev.daemonspring.rpc.http;

/**
 * A mark of the daemon's own servlets, which have its paths by right.
 */
public interface DaemonServlet {

}
