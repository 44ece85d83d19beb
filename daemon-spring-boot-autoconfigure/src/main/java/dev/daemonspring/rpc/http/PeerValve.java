package dev.daemonspring.rpc.http;

import java.io.IOException;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Notes who is at the other end of the connection before Tomcat's {@code RemoteIpValve},
 * which belongs to {@code server.forward-headers-strategy=native}, takes the caller's
 * address out of a header and removes the header. Thread-safe.
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
