package dev.daemonspring.page;

import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.rpc.RpcEngine;
import dev.daemonspring.supervisor.Workers;

/**
 * A factory of the page and of the sampler of its curves. Both are made when they are
 * first needed, because the start of the web server must not create the workers early.
 * Thread-safe.
 */
public final class PageFactory {

	private final PageSettings settings;

	private final Supplier<RpcEngine> engine;

	private final Supplier<Workers> workers;

	private final LongFunction<OptionalLong> memory;

	private final Function<String, @Nullable String> logFile;

	private final Curves curves = new Curves();

	private volatile @Nullable Page page;

	/**
	 * Create a factory.
	 * @param settings the settings of the page
	 * @param engine a supplier of the engine that takes orders
	 * @param workers a supplier of the workers
	 * @param memory the resident memory of processes by their ids
	 * @param logFile the log files of processes by their names
	 */
	public PageFactory(PageSettings settings, Supplier<RpcEngine> engine, Supplier<Workers> workers,
			LongFunction<OptionalLong> memory, Function<String, @Nullable String> logFile) {
		this.settings = settings;
		this.engine = engine;
		this.workers = workers;
		this.memory = memory;
		this.logFile = logFile;
	}

	/**
	 * Create the sampler, which samples from the start of the application to its end.
	 * @return the sampler
	 */
	public SmartLifecycle sampler() {
		return new CurveSampler(this.workers.get(), this.memory, this.curves, this.settings.clock(), System::nanoTime);
	}

	PagePaths paths() {
		return this.settings.paths();
	}

	Page page() {
		Page made = this.page;
		if (made == null) {
			made = create();
			this.page = made;
		}
		return made;
	}

	private Page create() {
		JsonMapper mapper = JsonMapper.builder().build();
		Workers all = this.workers.get();
		String daemon = Long.toString(ProcessHandle.current().pid()) + "-" + this.settings.clock().millis();
		StateReader state = new StateReader(all, this.curves, mapper, this.settings.clock(), System::nanoTime, daemon);
		return new Page(this.settings, this.engine, all, state, this.curves, this.logFile, mapper);
	}

}
