package dev.daemonspring.child.rehearsal;

/**
 * The interface of a bean that is proxied by it.
 */
interface SampleGreeting {

	String greet(String name);

}
