package org.example.aot;

import dev.daemonspring.worker.Worker;

/**
 * Is found by its annotation.
 */
@Worker(looptime = 1, forever = true)
class Flood extends Tide {

	Flood(Moon moon) {
		super(moon);
	}

}
