package dev.daemonspring.supervisor;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import dev.daemonspring.process.ChildLauncher;
import dev.daemonspring.process.ConfigurationWatch;
import dev.daemonspring.region.StatusRegion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@link BackgroundCheck} and {@link RegionWatch}.
 */
class BackgroundCheckTests {

	private static final Path FILE = Path.of("region");

	private final SupervisorBootstrap bootstrap = mock(SupervisorBootstrap.class);

	private final StatusRegion region = mock(StatusRegion.class);

	private final WorkerEventPublisher publisher = mock(WorkerEventPublisher.class);

	private final ChildLauncher launcher = mock(ChildLauncher.class);

	private int reads;

	private final BackgroundCheck check = new BackgroundCheck(new RegionWatch(this.bootstrap, this.publisher),
			new ConfigurationWatch(() -> ++this.reads), this.launcher);

	BackgroundCheckTests() {
		given(this.bootstrap.region()).willReturn(this.region);
		given(this.region.file()).willReturn(FILE);
	}

	@Test
	void configurationAndLauncherAreCheckedEachTime() {
		this.check.run();
		this.check.run();
		assertThat(this.reads).isEqualTo(3);
		verify(this.launcher, times(2)).check();
	}

	@Test
	void regionInItsPlaceIsNotWorthAWord() {
		this.check.run();
		verify(this.publisher, never()).regionRestored(any());
		verify(this.publisher, never()).regionLost(any(), any());
	}

	@Test
	void eachLossThatIsMadeGoodIsTold() throws IOException {
		given(this.bootstrap.restoreRegion()).willReturn(true, false, true);
		this.check.run();
		this.check.run();
		this.check.run();
		verify(this.publisher, times(2)).regionRestored(FILE);
	}

	@Test
	void lossThatLastsIsToldOnceAndTheOtherChecksGoOn() throws IOException {
		IOException failure = new IOException("no place");
		given(this.bootstrap.restoreRegion()).willThrow(failure);
		this.check.run();
		this.check.run();
		verify(this.publisher, times(1)).regionLost(FILE, failure);
		verify(this.launcher, times(2)).check();
	}

	@Test
	void lossThatFollowsOneThatWasMadeGoodIsToldAgain() throws IOException {
		IOException failure = new IOException("no place");
		given(this.bootstrap.restoreRegion()).willThrow(failure).willReturn(true).willThrow(failure);
		this.check.run();
		this.check.run();
		this.check.run();
		verify(this.publisher, times(2)).regionLost(FILE, failure);
	}

	@Test
	void lossThatSomebodyElseMadeGoodIsOverAndTheNextIsToldAgain() throws IOException {
		IOException failure = new IOException("no place");
		given(this.bootstrap.restoreRegion()).willThrow(failure).willReturn(false, false).willThrow(failure);
		for (int time = 0; time < 4; time++) {
			this.check.run();
		}
		verify(this.publisher, times(2)).regionLost(FILE, failure);
		verify(this.publisher, times(1)).regionRestored(FILE);
	}

}
