package dev.daemonspring.sample;

import org.springframework.stereotype.Component;

/**
 * Answers in the daemon itself; no worker is asked.
 */
@Component
class EchoExamples implements Examples {

	@Override
	public String echo(String text) {
		return text;
	}

}
