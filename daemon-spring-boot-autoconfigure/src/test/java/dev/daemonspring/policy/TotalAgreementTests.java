package dev.daemonspring.policy;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.daemonspring.policy.TotalAgreement.Member;
import dev.daemonspring.region.TotalWord;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TotalAgreement}.
 */
class TotalAgreementTests {

	private final TotalAgreement agreement = new TotalAgreement(2);

	/**
	 * What the processes of the instances know, {@code null} where there is none.
	 */
	private final Long[] held = new Long[8];

	private final boolean[] coming = new boolean[8];

	@Test
	void instancesThatStartWorkWithWhatIsConfigured() {
		begin(0, 1);
		look(2);
		assertThat(isHeld(0)).isFalse();
		assertThat(total(0)).isEqualTo(2);
		assertThat(this.agreement.isChanging()).isFalse();
	}

	@Test
	void othersWorkOnUntilTheNewOnesHaveSpunUp() {
		begin(0, 1);
		this.coming[2] = true;
		look(3);
		assertThat(isHeld(0)).isFalse();
		assertThat(total(0)).isEqualTo(2);
		begin(2);
		look(3);
		assertThat(isHeld(2)).isTrue();
		assertThat(total(2)).as("what spinup() is told").isEqualTo(3);
		assertThat(isHeld(0)).isFalse();
		spunUp(2);
		look(3);
		assertThat(isHeld(0)).isTrue();
		assertThat(isHeld(1)).isTrue();
	}

	@Test
	void nobodyIsReleasedWhileOneWorksWithTheOldTotal() {
		begin(0, 1);
		look(3);
		assertThat(this.agreement.awaited()).containsExactlyInAnyOrder(0, 1);
		hold(0);
		look(3);
		assertThat(isHeld(0)).isTrue();
		assertThat(this.agreement.awaited()).containsExactly(1);
		assertThat(this.agreement.total()).isEqualTo(2);
		hold(1);
		look(3);
		assertThat(isHeld(0)).isFalse();
		assertThat(total(0)).isEqualTo(3);
		assertThat(total(2)).isEqualTo(3);
		assertThat(this.agreement.isChanging()).isFalse();
	}

	@Test
	void newOneThatDoesNotComeUpIsNotWaitedFor() {
		begin(0, 1);
		this.coming[2] = true;
		look(3);
		this.coming[2] = false;
		look(3);
		assertThat(this.agreement.awaited()).containsExactlyInAnyOrder(0, 1);
	}

	@Test
	void othersWorkOnUntilThoseThatLeaveAreGone() {
		begin(0, 1);
		look(1);
		assertThat(isHeld(0)).isFalse();
		assertThat(isHeld(1)).as("the one that leaves").isFalse();
		end(1);
		look(1);
		assertThat(isHeld(0)).isTrue();
		hold(0);
		look(1);
		assertThat(total(0)).isEqualTo(1);
		assertThat(isHeld(0)).isFalse();
	}

	@Test
	void processThatIsGoneIsNotWaitedFor() {
		begin(0, 1);
		look(3);
		hold(0);
		end(1);
		look(3);
		assertThat(this.agreement.total()).isEqualTo(3);
	}

	@Test
	void processThatFollowsDuringAChangeIsHeldAndNotWaitedFor() {
		begin(0, 1);
		look(3);
		hold(0);
		end(1);
		begin(1);
		assertThat(isHeld(1)).isTrue();
		look(3);
		assertThat(this.agreement.total()).isEqualTo(3);
		assertThat(isHeld(1)).isFalse();
	}

	@Test
	void holdOfAnEarlierChangeDoesNotCount() {
		begin(0, 1);
		look(3);
		hold(0);
		hold(1);
		look(3);
		assertThat(this.agreement.total()).isEqualTo(3);
		look(2);
		assertThat(this.agreement.awaited()).containsExactlyInAnyOrder(0, 1);
	}

	@Test
	void numberThatIsWantedDuringAChangeComesAfterIt() {
		begin(0, 1);
		look(3);
		look(2);
		assertThat(this.agreement.target()).isEqualTo(3);
		hold(0);
		hold(1);
		look(2);
		assertThat(this.agreement.total()).isEqualTo(3);
		look(2);
		hold(0);
		hold(1);
		look(2);
		assertThat(this.agreement.total()).isEqualTo(2);
	}

	@Test
	void changeThatIsTakenBackBeforeAnybodyIsHeldDisturbsNobody() {
		begin(0, 1);
		this.coming[2] = true;
		look(3);
		look(2);
		assertThat(this.agreement.isChanging()).isFalse();
		assertThat(isHeld(0)).isFalse();
		assertThat(isHeld(2)).as("one that had begun already").isTrue();
	}

	private void begin(int... indices) {
		for (int index : indices) {
			this.held[index] = 0L;
			this.agreement.begun(index);
		}
	}

	private void end(int index) {
		this.held[index] = null;
		this.agreement.ended(index);
	}

	/**
	 * The instance has come to the end of its iteration.
	 */
	private void hold(int index) {
		assertThat(isHeld(index)).isTrue();
		this.held[index] = TotalWord.epoch(this.agreement.word(index));
	}

	private void spunUp(int index) {
		this.coming[index] = false;
		hold(index);
	}

	private boolean isHeld(int index) {
		return TotalWord.isHeld(this.agreement.word(index));
	}

	private int total(int index) {
		return TotalWord.total(this.agreement.word(index));
	}

	private void look(int wanted) {
		List<Member> members = new ArrayList<>();
		for (int index = 0; index < this.held.length; index++) {
			Long heldIn = this.held[index];
			if (heldIn != null || this.coming[index]) {
				members.add(new Member(index, heldIn != null, this.coming[index], (heldIn != null) ? heldIn : 0));
			}
		}
		this.agreement.look(wanted, members);
	}

}
