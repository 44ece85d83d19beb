package dev.daemonspring.supervisor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.region.LifeFile;
import dev.daemonspring.region.LifeRecord;
import dev.daemonspring.supervisor.WorkerLife.Reason;
import dev.daemonspring.supervisor.WorkerLife.Start;

/**
 * Keeps the lives of all workers in a {@link LifeFile}, on a thread of its own, so that
 * nobody waits for a file system. Where the file can't be used, lives are known until the
 * daemon ends. Thread-safe.
 */
final class LifeJournal {

	private static final Log logger = LogFactory.getLog(LifeJournal.class);

	/**
	 * Keeps nothing, as in tests, of which none is to see the lives of another.
	 */
	static final LifeJournal NONE = new LifeJournal(null, "");

	private static final int CAPACITY = 1000;

	private static final Duration CLOSING = Duration.ofSeconds(2);

	private final @Nullable OrderedDispatcher dispatcher;

	private final @Nullable Path directory;

	private final String application;

	private final Map<String, Long> numbers = new HashMap<>();

	private @Nullable LifeFile file;

	/**
	 * Create a journal.
	 * @param directory where its file is to lie, or {@code null} for none
	 * @param application a text that tells the application from others
	 */
	LifeJournal(@Nullable Path directory, String application) {
		this.directory = directory;
		this.application = application;
		this.dispatcher = (directory != null) ? new OrderedDispatcher("daemon-lives", CAPACITY) : null;
	}

	/**
	 * Open the file, and give each worker the lives that are in it. Does not wait.
	 */
	void open(Map<String, WorkerLives> workers) {
		dispatch(() -> {
			try {
				Path place = this.directory;
				LifeFile opened = (place != null) ? LifeFile.open(place, this.application, workers.keySet()) : null;
				this.file = opened;
				for (Map.Entry<String, WorkerLives> worker : workers.entrySet()) {
					if (opened != null) {
						worker.getValue().restore(read(opened, worker.getKey()));
					}
				}
			}
			catch (IOException ex) {
				failed(ex);
			}
		});
	}

	private List<WorkerLife> read(LifeFile opened, String worker) throws IOException {
		List<WorkerLife> lives = new ArrayList<>();
		for (LifeRecord life : opened.read(worker)) {
			this.numbers.put(worker, life.number());
			lives.add(earlier(life));
		}
		return lives;
	}

	private static WorkerLife earlier(LifeRecord life) {
		boolean seen = life.ended() > 0;
		return new WorkerLife(Instant.ofEpochMilli(life.started()), seen ? Instant.ofEpochMilli(life.ended()) : null,
				life.pid(), Start.ofCode(life.start()), seen ? Reason.ofCode(life.reason()) : Reason.DAEMON_DIED,
				(seen && life.exitCode() >= 0) ? Integer.valueOf(life.exitCode()) : null, life.exit(), life.error(),
				life.iterations(), Duration.ofNanos(Math.max(life.longestNanos(), 0)));
	}

	/**
	 * Add a life that has begun.
	 */
	void begun(String worker, WorkerLife life) {
		dispatch(new Entry(this, worker, life, true));
	}

	/**
	 * Write the last life of a worker again.
	 */
	void changed(String worker, WorkerLife life) {
		dispatch(new Entry(this, worker, life, false));
	}

	private void dispatch(Runnable task) {
		if (this.dispatcher != null) {
			this.dispatcher.dispatch(task);
		}
	}

	private void write(String worker, WorkerLife life, boolean another) {
		Long last = this.numbers.get(worker);
		long number = ((last != null) ? last : 0) + ((another || last == null) ? 1 : 0);
		this.numbers.put(worker, number);
		try {
			if (this.file != null) {
				this.file.write(worker, record(number, life));
			}
		}
		catch (IOException ex) {
			failed(ex);
		}
	}

	private static LifeRecord record(long number, WorkerLife life) {
		Instant ended = life.ended();
		Reason reason = life.reason();
		Integer code = life.exitCode();
		return new LifeRecord(number, life.started().toEpochMilli(), (ended != null) ? ended.toEpochMilli() : 0,
				life.pid(), (code != null) ? code : -1, life.iterations(), life.longestIteration().toNanos(),
				(reason != null) ? reason.code() : 0, life.start().code(), life.exit(), life.error());
	}

	private void failed(IOException ex) {
		logger.warn("The lives of the workers can't be kept in '%s' and are known until the daemon ends: %s"
			.formatted(this.directory, ex));
		closeFile();
	}

	private void closeFile() {
		LifeFile opened = this.file;
		this.file = null;
		try {
			if (opened != null) {
				opened.close();
			}
		}
		catch (IOException ex) {
			logger.debug("The file of the workers' lives was not closed cleanly", ex);
		}
	}

	/**
	 * Write what is still to be written, but do not wait long.
	 */
	void close() {
		if (this.dispatcher != null) {
			this.dispatcher.dispatch(this::closeFile);
			this.dispatcher.close(CLOSING);
		}
	}

	/**
	 * A life that has yet to be written. Not a lambda, because one that is linked for the
	 * first time while the heap is exhausted fails for ever.
	 *
	 * @param journal the journal that writes it
	 * @param worker the worker's name
	 * @param life the life
	 * @param another whether it follows the last one, as opposed to replacing it
	 */
	private record Entry(LifeJournal journal, String worker, WorkerLife life, boolean another) implements Runnable {

		@Override
		public void run() {
			this.journal.write(this.worker, this.life, this.another);
		}

	}

}
