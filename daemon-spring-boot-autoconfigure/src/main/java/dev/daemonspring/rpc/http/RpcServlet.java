package dev.daemonspring.rpc.http;

import java.io.IOException;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.rpc.RpcAccess;
import dev.daemonspring.rpc.RpcEngine;

/**
 * The servlet of the RPC's endpoint. It bypasses the application's message converters,
 * controller advice and multipart resolver. No thread waits for a body to arrive, except
 * for a few chunked ones, or where asynchronous processing is not supported. Thread-safe.
 */
public class RpcServlet extends HttpServlet implements DaemonServlet {

	private static final String BODY = RpcServlet.class.getName() + ".body";

	private static final String ACCESS = RpcServlet.class.getName() + ".access";

	private final transient RpcEndpoint endpoint;

	private final transient BlockingBodies blocking;

	/**
	 * Create a servlet.
	 * @param endpoint the endpoint
	 */
	public RpcServlet(RpcEndpoint endpoint) {
		this.endpoint = endpoint;
		this.blocking = new BlockingBodies(endpoint.readTimeout());
	}

	@Override
	protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (request.getDispatcherType() == DispatcherType.ASYNC) {
			answer((byte[]) request.getAttribute(BODY), (RpcAccess) request.getAttribute(ACCESS), request, response);
			return;
		}
		RequestHead head = ServletRequestHead.of(request, this.endpoint.operators());
		HttpGuard.Refusal refusal = this.endpoint.check(head);
		if (refusal != null) {
			refuse(request, response, refusal);
			return;
		}
		read(request, this.endpoint.accessOf(head), response);
	}

	private void read(HttpServletRequest request, RpcAccess access, HttpServletResponse response) throws IOException {
		long length = request.getContentLengthLong();
		int max = this.endpoint.engine().limits().messageBytes();
		ServletInputStream body = request.getInputStream();
		if (length > max) {
			answer(null, access, request, response);
		}
		else if (!request.isAsyncSupported()) {
			answerOrRefuse(() -> this.blocking.read(body, max), access, request, response);
		}
		else if (length < 0 && !Peer.isHttp2(request) && this.blocking.tryAcquire()) {
			answerOrRefuse(() -> this.blocking.readAndRelease(body, max), access, request, response);
		}
		else {
			readWhatHasArrived(request, access, response, body, length);
		}
	}

	/**
	 * Most bodies arrive together with their head, and are answered on this thread.
	 */
	private void readWhatHasArrived(HttpServletRequest request, RpcAccess access, HttpServletResponse response,
			ServletInputStream body, long length) throws IOException {
		byte[] arrived;
		try {
			arrived = BodyReader.readArrived(body, length);
		}
		catch (IOException ex) {
			refuse(request, response, RpcEndpoint.notArrived(BodyReader.statusOf(ex)));
			return;
		}
		if (arrived.length == length) {
			answer(arrived, access, request, response);
		}
		else {
			readRest(request, access, response, body, arrived);
		}
	}

	private void readRest(HttpServletRequest request, RpcAccess access, HttpServletResponse response,
			ServletInputStream body, byte[] arrived) {
		AsyncContext context = request.startAsync();
		context.setTimeout(this.endpoint.readTimeout().toMillis());
		BodyReader reader = new BodyReader(body, arrived, this.endpoint.engine().limits().messageBytes(), (message) -> {
			request.setAttribute(BODY, message);
			request.setAttribute(ACCESS, access);
			context.dispatch();
		}, (status) -> {
			refuse(request, response, RpcEndpoint.notArrived(status));
			context.complete();
		});
		context.addListener(reader);
		body.setReadListener(reader);
	}

	/**
	 * Answer a body that is read on this thread. After a malformed chunk Tomcat has
	 * already set the status 400, and ignores another.
	 */
	private void answerOrRefuse(Body body, RpcAccess access, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		byte[] message;
		try {
			message = body.read();
		}
		catch (IOException ex) {
			refuse(request, response, RpcEndpoint.notArrived(BodyReader.statusOf(ex)));
			return;
		}
		answer(message, access, request, response);
	}

	/**
	 * Answer a message, or refuse one that is too large when it is {@code null}.
	 */
	private void answer(byte @Nullable [] message, RpcAccess access, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		RpcEngine engine = this.endpoint.engine();
		byte[] answer;
		int status = HttpServletResponse.SC_OK;
		if (message != null) {
			RpcEngine.Answer answered = engine.answer(message, access);
			answer = answered.bytes();
			status = (answered.refused()) ? HttpServletResponse.SC_FORBIDDEN : status;
		}
		else {
			answer = engine.tooLarge();
			closeConnection(request, response);
		}
		response.setHeader("Cache-Control", "no-store");
		response.setHeader("X-Content-Type-Options", "nosniff");
		if (answer == null) {
			response.setStatus(HttpServletResponse.SC_NO_CONTENT);
			return;
		}
		response.setStatus(status);
		response.setContentType("application/json");
		response.setContentLength(answer.length);
		try (RpcEngine.Holding unused = engine.hold(answer)) {
			response.getOutputStream().write(answer);
		}
	}

	/**
	 * Refuse with a status and no body. The connection is closed because the request's
	 * body was not read.
	 */
	private static void refuse(HttpServletRequest request, HttpServletResponse response, HttpGuard.Refusal refusal) {
		response.setStatus(refusal.status());
		closeConnection(request, response);
		refusal.headers().forEach(response::setHeader);
		response.setContentLength(0);
	}

	/**
	 * Close the connection after the answer. HTTP/2 has no such header; there, only the
	 * stream ends.
	 */
	private static void closeConnection(HttpServletRequest request, HttpServletResponse response) {
		if (!Peer.isHttp2(request)) {
			response.setHeader("Connection", "close");
		}
	}

	/**
	 * A body that is read on demand.
	 */
	private interface Body {

		byte @Nullable [] read() throws IOException;

	}

}
