package dev.daemonspring.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Tests for {@link OomKiller}.
 */
class OomKillerTests {

	private @TempDir Path proc;

	private OptionalLong kills = OptionalLong.of(5);

	private long now;

	@Test
	void preferAddsToTheDaemonsOwn() throws IOException {
		write("self", "-100\n");
		write("4711", "-100\n");
		killer(500).prefer(4711);
		assertThat(file("4711")).hasContent("400");
	}

	@Test
	void preferAddsNoMoreThanTheKernelTakes() throws IOException {
		write("self", "900\n");
		write("4711", "900\n");
		killer(500).prefer(4711);
		assertThat(file("4711")).hasContent("1000");
	}

	@Test
	void preferWhenNothingIsAddedWritesNothing() throws IOException {
		write("4711", "7\n");
		killer(0).prefer(4711);
		assertThat(file("4711")).hasContent("7\n");
	}

	@Test
	void preferWhenTheKernelCanNotBeToldGoesOn() {
		assertThatCode(() -> killer(500).prefer(4711)).doesNotThrowAnyException();
	}

	@Test
	void killCountsForOneProcess() {
		OomKiller killer = killer(0);
		assertThat(killer.hasKilled()).isFalse();
		this.kills = OptionalLong.of(7);
		assertThat(killer.hasKilled()).isTrue();
		assertThat(killer.hasKilled()).isTrue();
		assertThat(killer.hasKilled()).isFalse();
	}

	@Test
	void killThatWasNoticedBeforeTheExitCounts() {
		OomKiller killer = killer(0);
		this.kills = OptionalLong.of(6);
		killer.check();
		this.now += Duration.ofSeconds(1).toNanos();
		assertThat(killer.hasKilled()).isTrue();
	}

	@Test
	void killThatNobodyHasClaimedForLongWasOfAnother() {
		OomKiller killer = killer(0);
		this.kills = OptionalLong.of(6);
		killer.check();
		this.now += Duration.ofSeconds(6).toNanos();
		assertThat(killer.hasKilled()).isFalse();
	}

	@Test
	void killIsNotKnownWhereTheKernelDoesNotCount() {
		this.kills = OptionalLong.empty();
		assertThat(killer(0).hasKilled()).isFalse();
	}

	private OomKiller killer(int preference) {
		return new OomKiller(this.proc, preference, () -> this.kills, () -> this.now);
	}

	private void write(String process, String content) throws IOException {
		Files.createDirectories(file(process).getParent());
		Files.writeString(file(process), content);
	}

	private Path file(String process) {
		return this.proc.resolve(process).resolve("oom_score_adj");
	}

}
