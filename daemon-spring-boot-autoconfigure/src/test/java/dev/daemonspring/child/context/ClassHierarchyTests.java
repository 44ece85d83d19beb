package dev.daemonspring.child.context;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClassHierarchy}.
 */
class ClassHierarchyTests {

	@Test
	void namesAreOfAllClassesAndInterfacesAboveBeginningWithItsOwn() {
		assertThat(ClassHierarchy.of(Leaf.class)).startsWith(Leaf.class.getName())
			.containsExactlyInAnyOrder(Leaf.class.getName(), Branch.class.getName(), Root.class.getName(),
					Vivid.class.getName(), Green.class.getName(), Coloured.class.getName());
	}

	@Test
	void namesOfAnInterfaceAreOfThoseThatItExtends() {
		assertThat(ClassHierarchy.of(Vivid.class)).containsExactly(Vivid.class.getName(), Green.class.getName(),
				Coloured.class.getName());
	}

	@Test
	void objectTellsNothing() {
		assertThat(ClassHierarchy.of(Object.class)).isEmpty();
	}

	interface Coloured {

	}

	interface Green extends Coloured {

	}

	interface Vivid extends Green {

	}

	static class Root {

	}

	static class Branch extends Root implements Green {

	}

	static class Leaf extends Branch implements Vivid {

	}

}
