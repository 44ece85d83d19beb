package org.example.aot;

/**
 * Is registered in code.
 */
class SpringTide extends Tide {

	SpringTide(Moon moon) {
		super(moon);
	}

}
