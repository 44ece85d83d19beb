package dev.daemonspring.actuate;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import dev.daemonspring.supervisor.CommandDescription;
import dev.daemonspring.supervisor.RestartReason;
import dev.daemonspring.supervisor.WorkerDefinition;
import dev.daemonspring.supervisor.WorkerDescription;
import dev.daemonspring.supervisor.WorkerInfo;
import dev.daemonspring.supervisor.WorkerLife;
import dev.daemonspring.supervisor.WorkerStatistics;
import dev.daemonspring.supervisor.Workers;

/**
 * A worker, as the endpoint describes it.
 *
 * @param info what the status region and the supervisor know, as fields of this object
 * @param commands the names of the worker's commands, or {@code null} if they are not
 * known
 * @param runningIteration how long the running iteration has taken so far
 * @param restartsByReason how many times another process followed, by reason
 * @param lives the last lives, the latest first
 * @since 0.1.0
 */
public record WorkerDescriptor(@JsonUnwrapped WorkerInfo info, @Nullable List<String> commands,
		Duration runningIteration, Map<RestartReason, Long> restartsByReason,
		List<WorkerLife> lives) implements OperationResponseBody {

	static WorkerDescriptor of(String name, Workers workers) {
		WorkerStatistics statistics = workers.statistics(name);
		return new WorkerDescriptor(workers.info(name), commands(name, workers), statistics.runningIteration(),
				statistics.restarts(), workers.lives(name));
	}

	private static @Nullable List<String> commands(String name, Workers workers) {
		for (WorkerDescription description : workers.list()) {
			List<CommandDescription> commands = description.commands();
			if (description.name().equals(WorkerDefinition.workerOf(name)) && commands != null) {
				return commands.stream().map(CommandDescription::name).toList();
			}
		}
		return null;
	}

}
