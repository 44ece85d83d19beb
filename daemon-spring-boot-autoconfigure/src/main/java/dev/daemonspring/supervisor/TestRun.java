package dev.daemonspring.supervisor;

import java.util.List;
import java.util.stream.Stream;

/**
 * Detection of tests: an application is started by a test if a test framework is among
 * the callers.
 */
final class TestRun {

	private static final List<String> FRAMEWORKS = List.of("org.junit.platform.", "org.junit.jupiter.",
			"org.junit.runners.", "org.springframework.boot.test.", "org.springframework.test.context.", "org.testng.",
			"io.cucumber.", "cucumber.runtime.");

	private TestRun() {
	}

	/**
	 * Return whether the current thread runs a test.
	 * @return whether a test is under way
	 */
	static boolean isUnderWay() {
		return StackWalker.getInstance()
			.walk((frames) -> hasFramework(frames.map(StackWalker.StackFrame::getClassName)));
	}

	/**
	 * Return whether one of the callers is part of a test framework.
	 * @param callers the names of the callers' classes
	 */
	static boolean hasFramework(Stream<String> callers) {
		return callers.anyMatch((caller) -> FRAMEWORKS.stream().anyMatch(caller::startsWith));
	}

}
