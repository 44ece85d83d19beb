package dev.daemonspring.region;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RegionLayout}.
 */
class RegionLayoutTests {

	@ParameterizedTest
	@CsvSource({ "0,1024,1,'0',65536", "65537,1024,1,'65537',65536", "1,1023,1,'1023',16777216",
			"1,16777217,1,'16777217',16777216", "1,1024,0,'0',64", "1,1024,65,'65',64", "-1,1024,1,'-1',65536" })
	void createWhenOutOfRangeNamesValueAndLimit(int slots, int mailboxSize, int cells, String value, String limit) {
		assertThatIllegalArgumentException().isThrownBy(() -> new RegionLayout(slots, mailboxSize, cells))
			.withMessageContaining("'" + value + "'")
			.withMessageContaining(limit);
	}

	@Test
	void createWhenMailboxExceedsMappingNamesRemedy() {
		assertThatIllegalArgumentException().isThrownBy(() -> new RegionLayout(1, 16 * 1024 * 1024, 33))
			.withMessageContaining("33 cells of '16777216' bytes")
			.withMessageContaining("fewer or smaller");
	}

	@Test
	void sizeWhenLargestFitsIntoMappings() {
		RegionLayout layout = new RegionLayout(65536, 16 * 1024 * 1024, 32);
		assertThat(RegionDescriptor.slotSize(layout)).isPositive();
		assertThat(layout.size()).isEqualTo(4096 + 65536L * RegionDescriptor.slotSize(layout));
	}

	@Test
	void sizeIsWholePages() {
		assertThat(new RegionLayout(3, 1025, 7).size() % 4096).isZero();
		assertThat(new RegionLayout(1, 1024, 1).size()).isEqualTo(4096 + 4096 + 4096 + 4096);
	}

}
