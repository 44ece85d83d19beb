package dev.daemonspring.cluster.kubernetes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.daemonspring.process.WorkerConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ObjectNames}.
 */
class ObjectNamesTests {

	@Test
	void namesThatKubernetesAllowsAreKept() {
		ObjectNames names = new ObjectNames("", "shop:");
		assertThat(names.object("shop:handyman")).isEqualTo("shop.handyman");
		assertThat(names.label()).isEqualTo("shop");
		assertThat(new ObjectNames("workers-", "shop:").object("shop:handyman")).isEqualTo("workers-shop.handyman");
	}

	@Test
	void namesThatItDoesNotAllowAreChangedAndStillDiffer() {
		assertThat(new ObjectNames("", "shop:").object("shop:copy#1")).isEqualTo("shop.copy-1-fba8b8d3");
		ObjectNames names = new ObjectNames("", "My Shop:");
		String first = names.object("My Shop:copy#1");
		assertThat(first).matches("my-shop-[0-9a-f]{8}\\.copy-1-[0-9a-f]{8}");
		assertThat(names.object("My Shop:copy-1")).isNotEqualTo(first);
		assertThat(names.object("My Shop:Copy#1")).isNotEqualTo(first);
		assertThat(new ObjectNames("", "my shop:").label()).isNotEqualTo(names.label());
		assertThat(names.object("My Shop:@")).matches(".*\\.x-[0-9a-f]{8}");
	}

	@Test
	void namesFitIntoALabel() {
		ObjectNames names = new ObjectNames("", "g".repeat(70) + ":");
		assertThat(names.label()).hasSize(63);
		assertThat(names.object("g".repeat(70) + ":" + "w".repeat(100))).hasSizeLessThan(253);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Shop-", "-shop", "shop_", "a.b", "ä" })
	void prefixThatNoNameCanHaveIsRefused(String prefix) {
		assertThatExceptionOfType(WorkerConfigurationException.class).isThrownBy(() -> new ObjectNames(prefix, "shop:"))
			.withMessageContaining("'" + prefix + "'");
	}

}
