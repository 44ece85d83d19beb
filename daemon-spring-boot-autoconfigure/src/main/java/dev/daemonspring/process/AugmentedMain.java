package dev.daemonspring.process;

import java.lang.StackWalker.StackFrame;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;

/**
 * The {@code main} method that runs another one with additional sources, by
 * {@code SpringApplication.from(App::main).with(…).run(args)}. It must be run again to
 * get the same application.
 */
final class AugmentedMain {

	private static final String AUGMENTED = SpringApplication.Augmented.class.getName();

	private AugmentedMain() {
	}

	/**
	 * Find the class whose {@code main} method is running another one on this thread.
	 * @return the class, or {@code null} if there is none
	 */
	static @Nullable Class<?> find() {
		return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).walk(AugmentedMain::find);
	}

	private static @Nullable Class<?> find(Stream<StackFrame> frames) {
		return frames.dropWhile((frame) -> !frame.getClassName().equals(AUGMENTED))
			.filter((frame) -> frame.getMethodName().equals("main"))
			.findFirst()
			.<Class<?>>map(StackFrame::getDeclaringClass)
			.orElse(null);
	}

}
