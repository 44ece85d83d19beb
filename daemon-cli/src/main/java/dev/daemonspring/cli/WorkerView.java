package dev.daemonspring.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.cli.Terminal.Colour;
import dev.daemonspring.region.LogText;
import dev.daemonspring.region.SlotSnapshot;
import dev.daemonspring.region.SlotView;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.worker.WorkerState;

/**
 * A worker, or one of its instances, as its slot tells.
 *
 * @param name the name, with the index of an instance; safe to be printed
 * @param slot the slot
 */
record WorkerView(String name, SlotView slot) {

	private static final char INDEX = '#';

	/**
	 * Return the workers of a region, without the instances that there only could be.
	 */
	static List<WorkerView> present(List<SlotView> slots) {
		return slots.stream()
			.map((slot) -> new WorkerView(LogText.escape(String.valueOf(slot.name())), slot))
			.filter((worker) -> !worker.isSpare())
			.toList();
	}

	private boolean isSpare() {
		return this.slot.state() == WorkerState.STOPPED && index() >= this.slot.total();
	}

	/**
	 * Return the index, or -1 of a worker that has none.
	 */
	private int index() {
		try {
			int mark = this.name.lastIndexOf(INDEX);
			return (mark >= 0) ? Integer.parseInt(this.name.substring(mark + 1)) : -1;
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

	/**
	 * Return the name of the worker of which this is an instance.
	 */
	String worker() {
		int mark = this.name.lastIndexOf(INDEX);
		return (mark >= 0) ? this.name.substring(0, mark) : this.name;
	}

	boolean isMeantBy(String meant) {
		return this.name.equals(meant) || worker().equals(meant);
	}

	WorkerState state() {
		return this.slot.state();
	}

	WantedState wanted() {
		return this.slot.wanted();
	}

	/**
	 * Return the id of the last process, or {@code null} if there was none or it is known
	 * to have ended.
	 */
	@Nullable Long pid() {
		boolean ended = switch (state()) {
			case STOPPED, FAILED, DONE, RESTARTING -> true;
			default -> false;
		};
		long pid = this.slot.reported().pid();
		return (ended || pid <= 0) ? null : pid;
	}

	@Nullable Instant since() {
		return (this.slot.since() > 0) ? Instant.ofEpochMilli(this.slot.since()) : null;
	}

	int life() {
		return this.slot.reported().incarnation();
	}

	/**
	 * Return the last error, safe to be printed.
	 */
	@Nullable String lastError() {
		String error = this.slot.reported().lastError();
		return (error != null) ? LogText.escape(error) : null;
	}

	/**
	 * Return why what the process reported can't be trusted.
	 */
	@Nullable String defect() {
		return this.slot.reported().defect();
	}

	/**
	 * Return whether the worker is, or is about to be, as it was ordered to be. A worker
	 * that loops follows an order at the end of its iteration.
	 */
	boolean isAsWanted() {
		if (defect() != null) {
			return false;
		}
		return switch (state()) {
			case LOOPING, DONE -> true;
			case PAUSED -> wanted() != WantedState.LOOPING || this.slot.pausedItself();
			case SPINDOWN, STOPPED -> wanted() == WantedState.STOPPED;
			case SPINUP, RESTARTING, FAILED, STALLED -> false;
		};
	}

	/**
	 * Return whether the worker has a process that works, or would if it were not paused,
	 * or has done its work.
	 */
	boolean isUp() {
		return state() == WorkerState.LOOPING || state() == WorkerState.PAUSED || state() == WorkerState.DONE;
	}

	Colour colour() {
		return switch (state()) {
			case LOOPING, DONE -> Colour.GOOD;
			case FAILED, STALLED, RESTARTING -> Colour.BAD;
			default -> Colour.NOTE;
		};
	}

	/**
	 * Return the worker as JSON has it. The names are those of {@code worker.info}.
	 */
	Map<String, @Nullable Object> toJson() {
		SlotSnapshot reported = this.slot.reported();
		Map<String, @Nullable Object> json = new LinkedHashMap<>();
		json.put("name", this.name);
		json.put("state", state().name());
		json.put("code", state().code());
		json.put("wanted", wanted().name());
		json.put("wantedCode", wanted().code());
		json.put("asWanted", isAsWanted());
		json.put("pid", pid());
		json.put("since", since());
		json.put("life", life());
		json.put("iterations", reported.iterations());
		json.put("lastLoop", Durations.seconds(reported.lastNanos()));
		json.put("longestLoop", Durations.seconds(reported.longestNanos()));
		json.put("totalLoop", Durations.seconds(reported.totalNanos()));
		json.put("failures", reported.failures());
		json.put("lastError", lastError());
		json.put("regionError", defect());
		return json;
	}

}
