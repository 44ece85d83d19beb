package dev.daemonspring.classdata;

import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ArchiveAddress}.
 */
class ArchiveAddressTests {

	private final Random random = new Random(1);

	@Test
	void addressIsAlignedAndInTheUpperPartOfWhatProcessesHave() {
		for (int i = 0; i < 10_000; i++) {
			long address = ArchiveAddress.random(this.random).value();
			assertThat(address % (1L << 32)).isZero();
			assertThat(address).isBetween(1L << 44, 5L << 44);
		}
	}

	@Test
	void addressIsAnotherForEachArchive() {
		Set<Long> drawn = IntStream.range(0, 1000)
			.mapToObj((i) -> ArchiveAddress.random(this.random).value())
			.collect(Collectors.toSet());
		assertThat(drawn).hasSizeGreaterThan(950);
	}

	@Test
	void optionIsHexadecimal() {
		assertThat(new ArchiveAddress(0x4b00_0000_0000L).option()).isEqualTo("-XX:SharedBaseAddress=0x4b0000000000");
	}

}
