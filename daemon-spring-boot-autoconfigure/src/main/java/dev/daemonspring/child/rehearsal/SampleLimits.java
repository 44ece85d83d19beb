package dev.daemonspring.child.rehearsal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings that are bound by their constructor.
 *
 * @param greeting a text
 * @param times a number
 * @param timeout a duration
 * @param maxSize a size
 * @param enabled a switch
 * @param directories a list
 * @param labels a map
 * @param unit an enum
 * @param nested a record
 */
record SampleLimits(String greeting, @DefaultValue("1") int times, @DefaultValue("1s") Duration timeout,
		DataSize maxSize, boolean enabled, List<String> directories, Map<String, String> labels, TimeUnit unit,
		Nested nested) implements SampleProperties {

	/**
	 * Settings within others.
	 *
	 * @param name a text
	 * @param count a number that nobody has set
	 */
	record Nested(String name, @DefaultValue("7") int count) {
	}

}
