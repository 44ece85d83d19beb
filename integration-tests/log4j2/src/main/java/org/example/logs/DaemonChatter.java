package org.example.logs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * Logs in the daemon while the workers log.
 */
@Component
class DaemonChatter implements ApplicationRunner {

	private static final Logger logger = LoggerFactory.getLogger(DaemonChatter.class);

	private static final int LINES = 2000;

	@Override
	public void run(ApplicationArguments arguments) throws InterruptedException {
		for (int line = 0; line < LINES; line++) {
			logger.info("line {} of daemon in {}", line, ProcessHandle.current().pid());
			Thread.sleep(1);
		}
	}

}
