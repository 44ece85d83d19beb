package org.example.aot;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * Tells which moon the daemon has.
 */
@Component
class Sky implements ApplicationRunner {

	private final Moon moon;

	Sky(Moon moon) {
		this.moon = moon;
	}

	@Override
	public void run(ApplicationArguments args) {
		System.out.println("The moon is seen from the " + this.moon.seenFrom());
	}

}
