package dev.daemonspring.supervisor;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.daemonspring.policy.ProcessEnding.Reason;
import dev.daemonspring.process.Child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link AttachedProcess}.
 */
class AttachedProcessTests {

	private final ManualEventLoop loop = new ManualEventLoop();

	private final AttachedProcess attached = new AttachedProcess(Duration.ofSeconds(5), this.loop);

	private final Child first = mock(Child.class);

	private final Child second = mock(Child.class);

	@Test
	void thereIsNoneAtFirst() {
		assertThat(this.attached.child()).isNull();
		assertThat(this.attached.incarnation()).isZero();
	}

	@Test
	void eachProcessHasTheNextNumberAndItsOwnAge() {
		this.loop.run(() -> this.attached.attach(this.first, 10));
		assertThat(this.attached.child()).isSameAs(this.first);
		assertThat(this.attached.incarnation()).isOne();
		assertThat(this.attached.age(15)).isEqualTo(Duration.ofNanos(5));
		this.loop.run(() -> this.attached.attach(this.second, 20));
		assertThat(this.attached.child()).isSameAs(this.second);
		assertThat(this.attached.incarnation()).isEqualTo(2);
		assertThat(this.attached.age(21)).isEqualTo(Duration.ofNanos(1));
	}

	@Test
	void numberAgeAndLimitOfAProcessThatIsGoneStayKnownUntilTheNextOneComes() {
		this.loop.run(() -> {
			this.attached.attach(this.first, 10);
			this.attached.limitReached("too much");
			this.attached.detach();
		});
		assertThat(this.attached.child()).isNull();
		assertThat(this.attached.incarnation()).isOne();
		assertThat(this.attached.age(15)).isEqualTo(Duration.ofNanos(5));
		assertThat(this.attached.limitReached()).isEqualTo("too much");
		this.loop.run(() -> this.attached.attach(this.second, 20));
		assertThat(this.attached.limitReached()).isNull();
	}

	@Test
	void terminationEndsWithItsProcess() {
		this.loop.run(() -> {
			this.attached.attach(this.first, 10);
			this.attached.termination().begin(Reason.STOP, 11);
			this.attached.detach();
		});
		assertThat(this.attached.termination().isUnderWay()).isFalse();
		this.loop.run(() -> {
			this.attached.termination().begin(Reason.STOP, 12);
			this.attached.attach(this.second, 20);
		});
		assertThat(this.attached.termination().isUnderWay()).isFalse();
	}

	@Test
	void onlyTheSupervisorsThreadMayChangeIt() {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.attached.attach(this.first, 10));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this.attached::detach);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.attached.limitReached("too much"));
	}

}
