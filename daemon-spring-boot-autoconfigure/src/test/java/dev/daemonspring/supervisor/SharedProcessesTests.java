package dev.daemonspring.supervisor;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.daemonspring.policy.WorkerLimits;
import dev.daemonspring.process.LaunchPlan;
import dev.daemonspring.process.WorkerConfigurationException;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link SharedProcesses}.
 */
class SharedProcessesTests {

	private static final LaunchPlan OTHER_PLAN = new LaunchPlan(List.of("-Xshare:off"), null, null);

	@Test
	void workersThatAgreeMayShareAProcess() {
		assertThatNoException().isThrownBy(() -> check(worker("a", "files", SupervisorFixture.PLAN),
				worker("b", "files", SupervisorFixture.PLAN), worker("c", null, OTHER_PLAN)));
	}

	@Test
	void workerMayShareAProcessThatBearsItsName() {
		assertThatNoException().isThrownBy(() -> check(worker("files", "files", SupervisorFixture.PLAN),
				worker("b", "files", SupervisorFixture.PLAN)));
	}

	@Test
	void processMayNotBearTheNameOfAWorkerWithAnotherProcess() {
		assertThatExceptionOfType(WorkerConfigurationException.class)
			.isThrownBy(() -> check(worker("a", "files", SupervisorFixture.PLAN),
					worker("files", null, SupervisorFixture.PLAN)))
			.withMessageContaining("'a'")
			.withMessageContaining("'files'");
	}

	@Test
	void workersThatWouldStartTheirProcessDifferentlyMayNotShareIt() {
		assertThatExceptionOfType(WorkerConfigurationException.class)
			.isThrownBy(() -> check(worker("a", "files", SupervisorFixture.PLAN), worker("b", "files", OTHER_PLAN)))
			.withMessageContaining("'a' and 'b'")
			.withMessageContaining("-Xshare:off");
	}

	private static void check(WorkerSpecification... workers) {
		new SharedProcesses(List.of(workers)).check();
	}

	private static WorkerSpecification worker(String name, @Nullable String process, LaunchPlan plan) {
		WorkerSpecification plain = SupervisorFixture.limited(name, WorkerLimits.NONE, process);
		return new WorkerSpecification(plain.description(), name, plain.rhythm(), plain.restart(),
				plain.shutdownGrace(), plain.commandTimeout(), plain.startTimeout(), null, plain.stallAction(),
				plain.limits(), plan, process, plain.instances(), 0, plain.standbyDepth(), plain.descendants(),
				plain.selfStarting());
	}

}
