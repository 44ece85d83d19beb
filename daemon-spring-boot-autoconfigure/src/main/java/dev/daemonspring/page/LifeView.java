package dev.daemonspring.page;

import java.time.Instant;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.supervisor.WorkerLife;

/**
 * The life of a process as the page shows it. Points in time are milliseconds since the
 * epoch.
 *
 * @param started when the process became the worker's
 * @param ended when it ended, or {@code null} while it lives or when that is not known
 * @param pid the id of the process
 * @param start how the process was started, in words
 * @param reason why it ended, in words, or {@code null} while it lives
 * @param exit how it ended, or {@code null} when that is not known
 * @param error an excerpt of the error that it reported, or {@code null}
 * @param iterations the number of finished iterations
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LifeView(long started, @Nullable Long ended, long pid, String start, @Nullable String reason,
		@Nullable String exit, @Nullable String error, long iterations) {

	static LifeView of(WorkerLife life) {
		Instant ended = life.ended();
		WorkerLife.Reason reason = life.reason();
		return new LifeView(life.started().toEpochMilli(), (ended != null) ? ended.toEpochMilli() : null, life.pid(),
				words(life.start()), (reason != null) ? words(reason) : null, life.exit(), life.error(),
				life.iterations());
	}

	private static String words(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
	}

}
