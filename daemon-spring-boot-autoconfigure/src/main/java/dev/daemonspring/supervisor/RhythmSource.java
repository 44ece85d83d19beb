package dev.daemonspring.supervisor;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.process.WorkerConfigurationException;
import dev.daemonspring.protocol.Rhythm;

/**
 * Where something is said about the rhythm of a worker, for the errors about it.
 *
 * @param prefix the prefix of the properties, or {@code null} in an annotation or a
 * registration
 * @param whose whose rhythm it is, as a message begins
 */
record RhythmSource(@Nullable String prefix, String whose) {

	static RhythmSource properties(String prefix) {
		return new RhythmSource(prefix, "'" + prefix + "'");
	}

	static RhythmSource declaration(String name, String beanName) {
		return new RhythmSource(null, "The worker '%s' (bean '%s')".formatted(name, beanName));
	}

	/**
	 * Check a duration between zero and the longest that a clock can count.
	 */
	void check(String key, @Nullable Duration value) {
		if (this.prefix != null) {
			new PropertyCheck(this.prefix).between(key, value, Duration.ZERO, Rhythm.LONGEST);
			return;
		}
		String action = "Set a %s of zero or more in its @Worker annotation or WorkerRegistration.".formatted(key);
		if (value != null && value.isNegative()) {
			throw new WorkerConfigurationException(
					"%s has a %s of %s, which is below zero.".formatted(this.whose, key, value), action);
		}
		if (value != null && value.compareTo(Rhythm.LONGEST) > 0) {
			throw new WorkerConfigurationException("%s has a %s of %s, which is longer than %s (292 years)."
				.formatted(this.whose, key, value, Rhythm.LONGEST), action);
		}
	}

	/**
	 * Return the error about things that do not go together, or can't be read.
	 * @param key the first key concerned
	 * @param what what is said, to follow the subject
	 * @param why why it can't be
	 * @param action how to correct it
	 */
	WorkerConfigurationException failure(String key, String what, String why, String action) {
		String description = "%s %s, but %s.".formatted(this.whose, what, why);
		return (this.prefix != null) ? new InvalidPropertyException(this.prefix + "." + key, description, action)
				: new WorkerConfigurationException(description, action);
	}

}
