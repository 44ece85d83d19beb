package dev.daemonspring.child;

import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * Tells in every line of a structured log which worker it is of. Named by its class in a
 * property; created by the logging system.
 */
class WorkerMember implements StructuredLoggingJsonMembersCustomizer<Object> {

	@Override
	public void customize(Members<Object> members) {
		members.add("worker", (event) -> ProcessOutput.currentLabel());
	}

}
