package dev.daemonspring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

import dev.daemonspring.supervisor.WorkerDescription;
import dev.daemonspring.supervisor.WorkerInfo;

/**
 * Hints for what is written as JSON and for nothing else: worker processes run without
 * what was settled ahead of time.
 */
class DaemonRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		new BindingReflectionHintsRegistrar().registerReflectionHints(hints.reflection(), WorkerInfo.class,
				WorkerDescription.class);
	}

}
