package dev.daemonspring.page;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.rpc.RpcAccess;
import dev.daemonspring.rpc.RpcEngine;
import dev.daemonspring.supervisor.CommandDescription;
import dev.daemonspring.supervisor.UnknownWorkerException;
import dev.daemonspring.supervisor.WorkerDefinition;
import dev.daemonspring.supervisor.WorkerDescription;
import dev.daemonspring.supervisor.WorkerDumpException;
import dev.daemonspring.supervisor.WorkerInfo;
import dev.daemonspring.supervisor.Workers;

/**
 * What a browser gets to read, independent of the kind of server: the files of the page
 * for every caller that is admitted, and what is known of the workers for those who may
 * call {@code worker.info}. Nothing that is read changes anything. Thread-safe.
 */
final class Page {

	private static final List<String> ORDERS = List.of("pause", "resume", "start", "stop", "restart", "run", "scale",
			"send");

	private static final String READING = "worker.info";

	private static final int MOST_DUMPS = 2;

	private final PageSettings settings;

	private final Supplier<RpcEngine> engine;

	private final Workers workers;

	private final StateReader state;

	private final Curves curves;

	private final Function<String, @Nullable String> logFile;

	private final JsonMapper mapper;

	private final Semaphore dumps = new Semaphore(MOST_DUMPS);

	Page(PageSettings settings, Supplier<RpcEngine> engine, Workers workers, StateReader state, Curves curves,
			Function<String, @Nullable String> logFile, JsonMapper mapper) {
		this.settings = settings;
		this.engine = engine;
		this.workers = workers;
		this.state = state;
		this.curves = curves;
		this.logFile = logFile;
		this.mapper = mapper;
	}

	PageAnswer answer(PageRequest request) {
		if (request.path() == null) {
			return PageAnswer.redirect(this.settings.name() + "/");
		}
		PageFile file = PageFile.at(request.path());
		if (file != null) {
			return file.answer(request.ifNoneMatch());
		}
		RpcAccess access = Objects.requireNonNull(request.access());
		String refusal = this.engine.get().refusal(READING, access);
		PageAnswer answer = (refusal != null) ? PageAnswer.error(403, refusal) : read(request, access);
		return answer.with("Cache-Control", "no-store")
			.with("Daemon-Time", Long.toString(this.settings.clock().millis()));
	}

	private PageAnswer read(PageRequest request, RpcAccess access) {
		try {
			return switch (String.valueOf(request.path())) {
				case PagePaths.SESSION -> json(session(request, access));
				case PagePaths.STATE -> PageAnswer.tagged(this.state.read(), "application/json", request.ifNoneMatch());
				case PagePaths.CURVES -> json(this.curves.after(number(request.after())));
				case PagePaths.WORKER -> json(details(name(request)));
				case PagePaths.THREAD_DUMP -> threadDump(name(request));
				default -> PageAnswer.error(404, "There is nothing here.");
			};
		}
		catch (UnknownWorkerException ex) {
			return PageAnswer.error(404, String.valueOf(ex.getMessage()));
		}
	}

	private PageAnswer json(Object value) {
		return PageAnswer.json(this.mapper.writeValueAsBytes(value));
	}

	private PageSession session(PageRequest request, RpcAccess access) {
		boolean readOnly = this.settings.readOnly();
		List<String> orders = (readOnly) ? List.of()
				: ORDERS.stream().filter((order) -> this.engine.get().allows("worker." + order, access)).toList();
		return new PageSession(this.settings.application(), readOnly, orders, (readOnly) ? null : request.csrf());
	}

	private WorkerDetails details(String name) {
		WorkerInfo info = this.workers.info(name);
		List<CommandDescription> commands = this.workers.list()
			.stream()
			.filter((worker) -> worker.name().equals(WorkerDefinition.workerOf(name)))
			.findFirst()
			.map(WorkerDescription::commands)
			.orElse(null);
		return new WorkerDetails(name, info.lastError(),
				(commands != null) ? commands.stream().map(WorkerDetails.Command::of).toList() : null,
				this.workers.lives(name).stream().map(LifeView::of).toList(),
				this.logFile.apply((info.process() != null) ? info.process() : name));
	}

	/**
	 * Take a thread dump. A few at a time, because each has a thread wait.
	 */
	private PageAnswer threadDump(String name) {
		if (!this.dumps.tryAcquire()) {
			return PageAnswer.error(429, "As many thread dumps as allowed are being taken. Try again.");
		}
		try {
			return PageAnswer.text(this.workers.threadDump(name));
		}
		catch (WorkerDumpException ex) {
			return PageAnswer.error(409, String.valueOf(ex.getMessage()));
		}
		finally {
			this.dumps.release();
		}
	}

	private static String name(PageRequest request) {
		return Objects.requireNonNullElse(request.worker(), "");
	}

	private static long number(@Nullable String after) {
		try {
			return (after != null) ? Long.parseLong(after) : -1;
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

}
