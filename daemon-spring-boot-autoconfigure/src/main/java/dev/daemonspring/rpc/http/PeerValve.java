package dev.daemonspring.rpc.http;

import java.io.IOException;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * A valve that records the peer of a connection before Tomcat's {@code RemoteIpValve},
 * which {@code server.forward-headers-strategy=native} adds, takes the caller's address
 * from a header and removes the header. Thread-safe.
 */
public class PeerValve extends ValveBase {

	public PeerValve() {
		super(true);
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		Peer.note(request);
		getNext().invoke(request, response);
	}

}
