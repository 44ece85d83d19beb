package dev.daemonspring.process;

import java.nio.file.Path;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.process.PoolFixture.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LaunchRequests}: who waits, who is next, and when there is room.
 */
class LaunchRequestsTests {

	private final LaunchRequests<TestTenant> requests = new LaunchRequests<>(2);

	private PoolFixture fixture;

	private TestTenant copy;

	private TestTenant move;

	private TestTenant sort;

	@BeforeEach
	void createTenants(@TempDir Path directory) {
		this.fixture = new PoolFixture(directory, Map.of());
		this.copy = this.fixture.tenant("copy");
		this.move = this.fixture.tenant("move");
		this.sort = this.fixture.tenant("sort");
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void nextGoesByTheOrderOfRequestsAsLongAsThereIsRoom() {
		add(this.copy, this.move, this.sort);
		assertThat(startNext()).isEqualTo(this.copy);
		assertThat(startNext()).isEqualTo(this.move);
		assertThat(startNext()).isNull();
		assertThat(this.requests.contains(this.sort)).isTrue();
	}

	@Test
	void nextIsTheSameUntilItIsStarted() {
		add(this.copy, this.move);
		assertThat(this.requests.next()).isEqualTo(this.copy);
		assertThat(this.requests.next()).isEqualTo(this.copy);
		assertThat(this.requests.isStarting(this.copy)).isFalse();
		this.requests.starts(this.copy);
		assertThat(this.requests.next()).isEqualTo(this.move);
	}

	@Test
	void nextWhenNobodyWaitsIsNull() {
		assertThat(startNext()).isNull();
		assertThat(this.requests.isEmpty()).isTrue();
	}

	@Test
	void nextHasRoomAgainWhenAProcessHasBooted() {
		add(this.copy, this.move, this.sort);
		TestChild process = boot(this.copy);
		boot(this.move);
		this.requests.removeBooted();
		assertThat(startNext()).as("while both boot").isNull();
		process.booted = true;
		this.requests.removeBooted();
		assertThat(this.requests.isBooting(process)).isFalse();
		assertThat(startNext()).isEqualTo(this.sort);
	}

	@Test
	void nextHasRoomAgainWhenAProcessIsGone() {
		add(this.copy, this.move, this.sort);
		TestChild process = boot(this.copy);
		boot(this.move);
		this.requests.remove(process);
		assertThat(startNext()).isEqualTo(this.sort);
	}

	@Test
	void processThatIsBeingStartedKeepsItsRoom() {
		add(this.copy, this.move, this.sort);
		startNext();
		startNext();
		this.requests.removeBooted();
		assertThat(startNext()).isNull();
		assertThat(this.requests.isStarting(this.copy)).isTrue();
	}

	@Test
	void tenantHasItsProcessWhenThatBoots() {
		add(this.copy);
		assertThat(this.requests.isStarting(this.copy)).isFalse();
		assertThat(this.requests.contains(this.copy)).isTrue();
		startNext();
		assertThat(this.requests.isStarting(this.copy)).isTrue();
		assertThat(this.requests.contains(this.copy)).isTrue();
		TestChild process = process();
		this.requests.boots(this.copy, process);
		assertThat(this.requests.isStarting(this.copy)).isFalse();
		assertThat(this.requests.contains(this.copy)).isFalse();
		assertThat(this.requests.isBooting(process)).isTrue();
		assertThat(this.requests.isEmpty()).isFalse();
	}

	@Test
	void tenantWaitsForTheSharedProcessThatIsComing() {
		TestTenant send = sharing("send", "mail");
		TestTenant receive = sharing("receive", "mail");
		add(send, receive, this.copy);
		assertThat(this.requests.isSharedProcessComing(receive)).isFalse();
		assertThat(startNext()).isEqualTo(send);
		assertThat(this.requests.isSharedProcessComing(receive)).as("while it is started").isTrue();
		assertThat(startNext()).as("passes over 'receive'").isEqualTo(this.copy);
		TestChild process = process();
		this.requests.boots(send, process);
		assertThat(this.requests.isSharedProcessComing(receive)).as("while it boots").isTrue();
		this.requests.remove(process);
		assertThat(startNext()).as("when it is gone").isEqualTo(receive);
	}

	@Test
	void tenantsOfDifferentProcessesDoNotWaitForEachOther() {
		TestTenant send = sharing("send", "mail");
		TestTenant store = sharing("store", "files");
		add(send, store);
		assertThat(startNext()).isEqualTo(send);
		assertThat(this.requests.isSharedProcessComing(store)).isFalse();
		assertThat(this.requests.isSharedProcessComing(this.copy)).isFalse();
		assertThat(startNext()).isEqualTo(store);
	}

	@Test
	void takeSharingTakesAllThatWaitForTheProcessAndNobodyElse() {
		TestTenant send = sharing("send", "mail");
		TestTenant receive = sharing("receive", "mail");
		TestTenant store = sharing("store", "files");
		add(send, this.copy, store, receive);
		assertThat(this.requests.takeSharing("mail")).containsExactly(send, receive);
		assertThat(this.requests.takeSharing("mail")).isEmpty();
		assertThat(this.requests.contains(send)).isFalse();
		assertThat(startNext()).isEqualTo(this.copy);
		assertThat(startNext()).isEqualTo(store);
	}

	@Test
	void withdrawOfOneThatWaitsForgetsIt() {
		add(this.copy, this.move);
		assertThat(this.requests.withdraw(this.copy)).isFalse();
		assertThat(this.requests.contains(this.copy)).isFalse();
		assertThat(startNext()).isEqualTo(this.move);
	}

	@Test
	void withdrawOfOneWhoseProcessIsBeingStartedSaysSoAndMakesRoom() {
		add(this.copy, this.move, this.sort);
		startNext();
		startNext();
		assertThat(this.requests.withdraw(this.copy)).isTrue();
		assertThat(this.requests.isStarting(this.copy)).isFalse();
		assertThat(this.requests.withdraw(this.copy)).isFalse();
		assertThat(startNext()).isEqualTo(this.sort);
	}

	@Test
	void withdrawOfOneWhoseProcessBootsLeavesTheProcess() {
		add(this.copy);
		TestChild process = boot(this.copy);
		assertThat(this.requests.withdraw(this.copy)).isFalse();
		assertThat(this.requests.isBooting(process)).isTrue();
	}

	@Test
	void clearWaitingLeavesWhatIsBeingStarted() {
		add(this.copy, this.move);
		startNext();
		this.requests.clearWaiting();
		assertThat(this.requests.contains(this.move)).isFalse();
		assertThat(this.requests.isStarting(this.copy)).isTrue();
		assertThat(startNext()).isNull();
		assertThat(this.requests.isEmpty()).isFalse();
	}

	private void add(TestTenant... tenants) {
		for (TestTenant tenant : tenants) {
			this.requests.add(tenant);
		}
	}

	private @Nullable TestTenant startNext() {
		TestTenant next = this.requests.next();
		if (next != null) {
			this.requests.starts(next);
		}
		return next;
	}

	private TestChild boot(TestTenant next) {
		assertThat(startNext()).isEqualTo(next);
		TestChild process = process();
		this.requests.boots(next, process);
		return process;
	}

	private TestTenant sharing(String name, String process) {
		return this.fixture.tenant(name, PoolFixture.PLAN, process);
	}

	private TestChild process() {
		return (TestChild) this.fixture.early(PoolFixture.PLAN).child();
	}

}
