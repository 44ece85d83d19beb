package dev.daemonspring.supervisor;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.daemonspring.region.StatusRegion;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

/**
 * Tests for {@link RegionWatch}: what is told of the region's file, and how often.
 */
class RegionWatchTests {

	private static final Path FILE = Path.of("daemon.region");

	private final SupervisorBootstrap bootstrap = mock(SupervisorBootstrap.class);

	private final WorkerEventPublisher publisher = mock(WorkerEventPublisher.class);

	private final RegionWatch watch = new RegionWatch(this.bootstrap, this.publisher);

	@BeforeEach
	void setUp() {
		StatusRegion region = mock(StatusRegion.class);
		given(region.file()).willReturn(FILE);
		given(this.bootstrap.region()).willReturn(region);
	}

	@Test
	void lossIsToldOnceAndSoIsTheReturn() throws IOException {
		IOException failure = new IOException("no space left");
		given(this.bootstrap.restoreRegion()).willThrow(failure).willThrow(failure).willReturn(true).willReturn(false);
		for (int i = 0; i < 4; i++) {
			this.watch.check();
		}
		verify(this.publisher).regionLost(FILE, failure);
		verify(this.publisher).regionRestored(FILE);
	}

	@Test
	void returnByOthersIsTold() throws IOException {
		given(this.bootstrap.restoreRegion()).willThrow(new IOException("no space left")).willReturn(false);
		this.watch.check();
		this.watch.check();
		verify(this.publisher).regionRestored(FILE);
	}

	@Test
	void exhaustedHeapIsNoLoss() throws IOException {
		given(this.bootstrap.restoreRegion()).willThrow(new OutOfMemoryError("Java heap space"));
		this.watch.check();
		verify(this.publisher, never()).regionLost(any(), any());
	}

	@Test
	void fileThatIsInPlaceIsNotTalkedAbout() throws IOException {
		given(this.bootstrap.restoreRegion()).willReturn(false);
		this.watch.check();
		verifyNoInteractions(this.publisher);
	}

}
