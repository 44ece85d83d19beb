package dev.daemonspring.process;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HostProcesses}: a tenant gets a process that lives and stays.
 */
class HostProcessesTests {

	private final HostProcesses processes = new HostProcesses();

	private PoolFixture fixture;

	private TestChild mail;

	private TestChild files;

	@BeforeEach
	void putProcesses(@TempDir Path directory) {
		this.fixture = new PoolFixture(directory, Map.of());
		this.mail = process();
		this.files = process();
		this.processes.put("mail", this.mail);
		this.processes.put("files", this.files);
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void ofIsTheProcessThatTheTenantShares() {
		assertThat(this.processes.of(tenant("send", "mail"))).isSameAs(this.mail);
		assertThat(this.processes.of(tenant("copy", "files"))).isSameAs(this.files);
		assertThat(this.processes.of(tenant("sort", "mail"))).isSameAs(this.mail);
	}

	@Test
	void ofWhenTenantSharesNoProcessIsNull() {
		assertThat(this.processes.of(this.fixture.tenant("mail"))).isNull();
		assertThat(this.processes.of(tenant("send", "others"))).isNull();
	}

	@Test
	void ofWhenProcessIsDeadIsNullThoughNobodyHasBeenTold() {
		this.mail.endUnreported(137);
		assertThat(this.processes.of(tenant("send", "mail"))).isNull();
		assertThat(this.processes.contains(this.mail)).isTrue();
	}

	@Test
	void removeOfAFormerProcessLeavesItsSuccessor() {
		TestChild successor = process();
		this.processes.put("mail", successor);
		this.processes.remove(this.mail);
		assertThat(this.processes.of(tenant("send", "mail"))).isSameAs(successor);
		this.processes.remove(successor);
		assertThat(this.processes.of(tenant("send", "mail"))).isNull();
		assertThat(this.processes.all()).containsExactly(this.files);
	}

	@Test
	void retireEndsThoseAndTheyAreSharedNoLonger() {
		this.processes.retire((process) -> process == this.mail);
		assertThat(this.mail.retired).isTrue();
		assertThat(this.files.retired).isFalse();
		assertThat(this.mail.isAlive()).isTrue();
		assertThat(this.processes.of(tenant("send", "mail"))).isNull();
		assertThat(this.processes.contains(this.mail)).isFalse();
		assertThat(this.processes.of(tenant("copy", "files"))).isSameAs(this.files);
	}

	@Test
	void retireWhenNoneIsMeantRetiresNone() {
		this.processes.retire((process) -> false);
		assertThat(this.processes.all()).containsExactly(this.mail, this.files);
		assertThat(this.processes.all()).noneMatch((process) -> ((TestChild) process).retired);
	}

	@Test
	void allStaysAsItWasWhileProcessesAreRemoved() {
		for (HostProcess process : this.processes.all()) {
			this.processes.remove(process);
		}
		assertThat(this.processes.all()).isEmpty();
	}

	private PoolFixture.TestTenant tenant(String name, String process) {
		return this.fixture.tenant(name, PoolFixture.PLAN, process);
	}

	private TestChild process() {
		return (TestChild) this.fixture.early(PoolFixture.PLAN).child();
	}

}
