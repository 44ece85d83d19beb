package dev.daemonspring.child;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import kotlin.collections.ArrayDeque;
import kotlin.random.Random;
import kotlin.random.RandomKt;
import kotlin.text.MatchResult;
import kotlin.text.Regex;
import org.junit.jupiter.api.Test;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link KotlinCommands}, with functions of Kotlin's own library.
 */
class KotlinCommandsTests {

	/**
	 * The function {@code find(input: CharSequence, startIndex: Int = 0): MatchResult?}.
	 */
	private static final Method FIND = method(Regex.class, "find", CharSequence.class, int.class);

	/**
	 * The function
	 * {@code nextBytes(array: ByteArray, fromIndex: Int = 0, toIndex: Int = array.size)}.
	 */
	private static final Method NEXT_BYTES = method(Random.class, "nextBytes", byte[].class, int.class, int.class);

	private static final Object LEFT_OUT = CommandTarget.LEFT_OUT;

	@Test
	void hasDefaultTellsParametersWithADefaultValueFromOthers() {
		assertThat(KotlinCommands.hasDefault(FIND, 0)).isFalse();
		assertThat(KotlinCommands.hasDefault(FIND, 1)).isTrue();
		assertThat(KotlinCommands.hasDefault(NEXT_BYTES, 0)).isFalse();
		assertThat(KotlinCommands.hasDefault(NEXT_BYTES, 2)).isTrue();
	}

	@Test
	void hasDefaultWhenThereIsNoSuchParameterIsFalse() {
		assertThat(KotlinCommands.hasDefault(FIND, 2)).isFalse();
	}

	@Test
	void hasDefaultWhenMethodIsInJavaIsFalse() {
		assertThat(KotlinCommands.hasDefault(method(String.class, "indexOf", String.class, int.class), 1)).isFalse();
	}

	@Test
	void invokeGivesWhatIsLeftOutItsDefaultValue() throws Exception {
		Object result = KotlinCommands.invoke(FIND, new Regex("[a-z]"), new Object[] { "1a2b", LEFT_OUT });
		assertThat(result).isInstanceOfSatisfying(MatchResult.class,
				(match) -> assertThat(match.getValue()).isEqualTo("a"));
	}

	@Test
	void invokeGivesWhatIsNotLeftOutToItsOwnParameter() throws Exception {
		byte[] bytes = new byte[64];
		KotlinCommands.invoke(NEXT_BYTES, RandomKt.Random(1), new Object[] { bytes, 32, LEFT_OUT });
		assertThat(bytes).startsWith(new byte[32]);
		assertThat(bytes).isNotEqualTo(new byte[64]);
		byte[] untouched = new byte[64];
		KotlinCommands.invoke(NEXT_BYTES, RandomKt.Random(1), new Object[] { untouched, LEFT_OUT, 0 });
		assertThat(untouched).isEqualTo(new byte[64]);
	}

	@Test
	void invokeWhenFunctionReturnsNullReturnsNull() throws Exception {
		assertThat(KotlinCommands.invoke(FIND, new Regex("x"), new Object[] { "1a2b", LEFT_OUT })).isNull();
	}

	@Test
	void invokeWhenFunctionReturnsNothingReturnsNull() throws Exception {
		ArrayDeque<String> deque = new ArrayDeque<>();
		Method addFirst = method(ArrayDeque.class, "addFirst", Object.class);
		assertThat(KotlinCommands.invoke(addFirst, deque, new Object[] { "a" })).isNull();
		assertThat(deque).containsExactly("a");
	}

	@Test
	void invokeWhenFunctionThrowsThrowsAsReflectionDoes() {
		assertThatExceptionOfType(InvocationTargetException.class)
			.isThrownBy(() -> KotlinCommands.invoke(FIND, new Regex("x"), new Object[] { "1a2b", 99 }))
			.withCauseInstanceOf(IndexOutOfBoundsException.class);
	}

	@Test
	void invokeWhenMethodIsNoFunctionSaysSo() {
		Method bridge = method(Regex.class, "find$default", Regex.class, CharSequence.class, int.class, int.class,
				Object.class);
		assertThatIllegalStateException()
			.isThrownBy(() -> KotlinCommands.invoke(bridge, new Regex("x"), new Object[] { "1a2b", LEFT_OUT }))
			.withMessageContaining("kotlin.text.Regex.find$default(");
	}

	private static Method method(Class<?> type, String name, Class<?>... parameterTypes) {
		Method method = ReflectionUtils.findMethod(type, name, parameterTypes);
		assertThat(method).isNotNull();
		return method;
	}

}
