package dev.daemonspring.page;

import java.io.IOException;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import dev.daemonspring.rpc.http.Admission;
import dev.daemonspring.rpc.http.DaemonServlet;
import dev.daemonspring.rpc.http.ServletReadGuard;

/**
 * The servlet of the page. It answers GET and HEAD alone, and nothing that it does
 * changes a worker. Thread-safe.
 */
public class PageServlet extends HttpServlet implements DaemonServlet {

	private final transient PageFactory factory;

	private final transient ServletReadGuard guard;

	/**
	 * Create a servlet.
	 * @param factory the factory of the page
	 * @param guard the guard that admits requests
	 */
	public PageServlet(PageFactory factory, ServletReadGuard guard) {
		this.factory = factory;
		this.guard = guard;
	}

	@Override
	protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
		String path = this.factory.paths().nameOf(request.getServletPath());
		boolean document = PageRequest.isDocument(path);
		Admission admission = this.guard.admit(request, document);
		if (!admission.isAdmitted()) {
			write(PageAnswer.refused(admission.status(), admission.headers()), response);
			return;
		}
		CsrfHeader csrf = PagePaths.SESSION.equals(path) ? ServletCsrf.of(request) : null;
		write(this.factory.page()
			.answer(new PageRequest(path, request.getParameter("name"), request.getParameter("after"),
					request.getHeader("If-None-Match"), admission.access(), csrf)),
				response);
	}

	private static void write(PageAnswer answer, HttpServletResponse response) throws IOException {
		response.setStatus(answer.status());
		answer.headers().forEach(response::setHeader);
		byte[] body = answer.body();
		if (body != null) {
			response.setContentLength(body.length);
			response.getOutputStream().write(body);
		}
		else if (answer.status() != HttpServletResponse.SC_NOT_MODIFIED) {
			response.setContentLength(0);
		}
	}

}
