package dev.daemonspring.classdata;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.process.LaunchPlan;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TrainingPlan} and {@link ArchiveConflict}.
 */
class TrainingPlanTests {

	@Test
	void planLeavesOutWhatIsOfOneProcess() {
		LaunchPlan plan = new LaunchPlan(List.of("-Xmx8m", "-XX:+UseG1GC", "-Dcom.sun.management.jmxremote.port=9",
				"-Xlog:gc:file=gc.log", "-Da=b"), DataSize.ofMegabytes(8), null);
		assertThat(TrainingPlan.of(plan)).isEqualTo(new LaunchPlan(List.of("-XX:+UseG1GC", "-Da=b"), null, 19));
	}

	@Test
	void conflictIsToldWithoutItsValue() {
		assertThat(ArchiveConflict.in(List.of("-Xss2m", "-javaagent:agent.jar=key=secret"))).contains("-javaagent:");
		assertThat(ArchiveConflict.in(List.of("-Xshare:off"))).contains("-Xshare:");
		assertThat(ArchiveConflict.in(List.of("-p", "modules"))).contains("-p");
		assertThat(ArchiveConflict.in(List.of("-parallel", "-XX:+UseSerialGC", "--add-opens=a=b"))).isEmpty();
	}

}
