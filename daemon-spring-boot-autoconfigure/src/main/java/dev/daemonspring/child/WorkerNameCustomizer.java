package dev.daemonspring.child;

import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * Adds the name of the worker to every line of a structured log. Configured by its class
 * name in a property, and created by the logging system.
 */
class WorkerNameCustomizer implements StructuredLoggingJsonMembersCustomizer<Object> {

	@Override
	public void customize(Members<Object> members) {
		members.add("worker", (event) -> ProcessOutput.currentLabel());
	}

}
