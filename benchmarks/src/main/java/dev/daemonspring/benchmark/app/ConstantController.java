package dev.daemonspring.benchmark.app;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * What any endpoint costs: reads a request, and answers it with as many bytes as the RPC
 * of a status does.
 */
@RestController
class ConstantController {

	private static final String ANSWER = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":1}";

	@PostMapping(path = "/constant", produces = MediaType.APPLICATION_JSON_VALUE)
	String constant(@RequestBody String request) {
		return request.isEmpty() ? "" : ANSWER;
	}

}
