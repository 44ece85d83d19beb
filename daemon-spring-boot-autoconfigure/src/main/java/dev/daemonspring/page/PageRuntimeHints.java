package dev.daemonspring.page;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Runtime hints for the files of the page and for the types that are written as JSON.
 */
class PageRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources().registerPattern("dev/daemonspring/page/page.*");
		new BindingReflectionHintsRegistrar().registerReflectionHints(hints.reflection(), StateReader.State.class,
				WorkerView.class, PageSession.class, CsrfHeader.class, Curves.View.class, CurveRing.CurveView.class,
				WorkerDetails.class, WorkerDetails.Command.class, WorkerDetails.Parameter.class, LifeView.class);
	}

}
