package dev.daemonspring.chaos;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.daemonspring.supervisor.CommandException;
import dev.daemonspring.supervisor.CommandException.Reason;
import dev.daemonspring.supervisor.Workers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Notes what became of each command in the eyes of its caller, and compares it with what
 * the workers wrote down.
 */
class CommandLedger {

	private final AtomicLong ids = new AtomicLong();

	private final Map<Long, Fate> fates = new ConcurrentHashMap<>();

	void send(Workers workers, String worker) {
		long id = this.ids.incrementAndGet();
		this.fates.put(id, Fate.UNTOLD);
		try {
			assertThat(((Number) workers.send(worker, "count", id)).longValue()).isEqualTo(id);
			this.fates.put(id, Fate.RAN);
		}
		catch (CommandException ex) {
			boolean mayHaveRun = ex.reason() == Reason.INTERRUPTED || ex.reason() == Reason.TIMED_OUT_RUNNING;
			this.fates.put(id, mayHaveRun ? Fate.MAY_HAVE_RUN : Fate.DID_NOT_RUN);
		}
	}

	void ignore(Runnable action) {
		try {
			action.run();
		}
		catch (CommandException ex) {
			// The worker was down, or went down over it
		}
	}

	int size() {
		return this.fates.size();
	}

	void assertHolds(List<Long> executed) {
		Map<Long, Long> counts = executed.stream()
			.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
		assertThat(counts.values()).as("times that a command ran").allMatch((count) -> count == 1);
		assertThat(this.fates.values()).doesNotContain(Fate.UNTOLD);
		this.fates.forEach((id, fate) -> {
			boolean ran = counts.containsKey(id);
			if (fate != Fate.MAY_HAVE_RUN) {
				assertThat(ran).as("whether command %d, of which was told %s, ran", id, fate)
					.isEqualTo(fate == Fate.RAN);
			}
		});
	}

	/**
	 * What the caller was told.
	 */
	private enum Fate {

		UNTOLD, RAN, DID_NOT_RUN, MAY_HAVE_RUN

	}

}
