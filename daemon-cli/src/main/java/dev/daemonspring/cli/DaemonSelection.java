package dev.daemonspring.cli;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Which of the daemons that were found a command is about.
 *
 * @param found what was found
 * @param places where it was looked for, in words
 */
record DaemonSelection(List<FoundDaemon> found, String places) {

	static DaemonSelection of(DaemonFinder finder, @Nullable String which) {
		String places = (which != null) ? "under '" + which + "'"
				: "in " + finder.directories().stream().map(Object::toString).collect(Collectors.joining(" and "));
		return new DaemonSelection(finder.find(which), places);
	}

	List<FoundDaemon> alive() {
		return this.found.stream().filter((daemon) -> daemon.state().isAlive()).toList();
	}

	/**
	 * Return what to show: the daemons that live and what can't be read or, if none
	 * lives, the last that died.
	 * @throws CommandLineException if there is nothing to show
	 */
	List<FoundDaemon> shown() {
		List<FoundDaemon> alive = alive();
		if (!alive.isEmpty()) {
			return alive;
		}
		return this.found.stream()
			.filter((daemon) -> daemon.state() == DaemonState.DEAD)
			.findFirst()
			.map(List::of)
			.orElseThrow(this::none);
	}

	/**
	 * Return the one daemon that lives or, if there are several, the one that has the
	 * workers.
	 * @param names the names of the workers
	 * @throws CommandLineException if there is none, or more than one
	 */
	FoundDaemon one(List<String> names) {
		List<FoundDaemon> alive = alive();
		if (alive.isEmpty()) {
			throw none();
		}
		List<FoundDaemon> fitting = (alive.size() > 1 && !names.isEmpty())
				? alive.stream().filter((daemon) -> names.stream().allMatch(daemon::has)).toList() : alive;
		if (fitting.size() == 1) {
			return fitting.get(0);
		}
		throw new CommandLineException(ExitCodes.USAGE,
				"There are %d daemons. Choose one with --daemon: %s.".formatted(alive.size(),
						alive.stream()
							.map((daemon) -> "%d (%s)".formatted(daemon.pid(), String.join(", ", daemon.workerNames())))
							.collect(Collectors.joining(", "))));
	}

	CommandLineException none() {
		StringBuilder message = new StringBuilder("No daemon of this user runs: none was found ").append(this.places)
			.append(". A daemon with a directory of its own is found by --daemon and its pid or 'daemon.directory'.");
		this.found.forEach((daemon) -> message.append("\n")
			.append((daemon.problem() != null) ? daemon.problem() : "Dead: " + daemon.inWords()));
		return new CommandLineException(ExitCodes.NO_DAEMON, message.toString());
	}

}
