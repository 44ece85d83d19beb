package dev.daemonspring.process;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.RegionDirectory;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.StatusRegion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LaunchQueue}: every start has one result, whatever goes wrong.
 */
class LaunchQueueTests {

	private final Queue<Runnable> news = new ArrayDeque<>();

	private final Child child = mock(Child.class);

	private final List<Object> results = new ArrayList<>();

	@TempDir
	Path temp;

	private StatusRegion region;

	private LaunchQueue queue;

	private ScratchSlots slots;

	@BeforeEach
	void create() {
		this.region = StatusRegion.create(RegionDirectory.in(this.temp.resolve("region")).regionFile(),
				new RegionLayout(1, 1024, 2));
		this.slots = new ScratchSlots(this.region, 0);
	}

	@AfterEach
	void close() {
		this.region.close();
	}

	@Test
	void startWithoutAScratchSlotFailsAndTheNextOneHasItWhenItIsBack() {
		use((label, plan, scratch) -> this.child);
		DaemonSlot taken = this.slots.take();
		add();
		assertThat(this.results).singleElement().isInstanceOf(IllegalStateException.class);
		this.slots.giveBack(taken);
		add();
		assertThat(this.results).last().isSameAs(this.child);
		assertThat(this.queue.isEmpty()).isTrue();
	}

	@Test
	void startThatThrowsAnErrorFailsAndGivesItsScratchSlotBack() {
		use((label, plan, scratch) -> {
			throw new OutOfMemoryError("unable to create native thread");
		});
		add();
		add();
		assertThat(this.results).hasSize(2).allMatch(OutOfMemoryError.class::isInstance);
		this.slots.take();
	}

	@Test
	void resultWhoseNewsIsLostIsDeliveredOnce() {
		use((label, plan, scratch) -> this.child);
		request();
		this.news.clear();
		assertThat(this.results).isEmpty();
		this.queue.deliver();
		this.queue.deliver();
		assertThat(this.results).containsExactly(this.child);
	}

	@Test
	void processThatCouldNotBeRegisteredIsDeliveredAgain() {
		use((label, plan, scratch) -> this.child);
		List<Child> registered = new ArrayList<>();
		List<OutOfMemoryError> failures = new ArrayList<>(List.of(new OutOfMemoryError("Java heap space")));
		this.queue.registerAt((child) -> {
			if (!failures.isEmpty()) {
				throw failures.remove(0);
			}
			registered.add(child);
		});
		request();
		assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(this.news.remove()::run);
		assertThat(this.results).isEmpty();
		assertThat(this.queue.isEmpty()).isFalse();
		this.queue.deliver();
		assertThat(registered).containsExactly(this.child);
		assertThat(this.results).containsExactly(this.child);
		assertThat(this.queue.isEmpty()).isTrue();
	}

	private void use(ChildLauncher launcher) {
		// As on a thread, nobody sees what a start throws
		this.queue = new LaunchQueue(launcher, this.slots, (start) -> {
			try {
				start.run();
			}
			catch (Throwable ex) {
				// The thread is gone
			}
		}, this.news::add);
	}

	private void add() {
		request();
		this.news.remove().run();
	}

	private void request() {
		this.queue.add("test", new LaunchPlan(List.of(), null, null), this.results::add, this.results::add);
	}

}
