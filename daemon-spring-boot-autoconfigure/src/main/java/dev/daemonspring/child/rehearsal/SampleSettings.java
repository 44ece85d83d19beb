package dev.daemonspring.child.rehearsal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Settings that are bound by their setters.
 */
public class SampleSettings implements SampleProperties {

	private String greeting = "";

	private int times;

	private Duration timeout = Duration.ZERO;

	private boolean enabled;

	private List<String> directories = new ArrayList<>();

	private final Nested nested = new Nested();

	/**
	 * Return a text.
	 * @return the text
	 */
	public String getGreeting() {
		return this.greeting;
	}

	/**
	 * Set a text.
	 * @param greeting the text
	 */
	public void setGreeting(String greeting) {
		this.greeting = greeting;
	}

	/**
	 * Return a number.
	 * @return the number
	 */
	public int getTimes() {
		return this.times;
	}

	/**
	 * Set a number.
	 * @param times the number
	 */
	public void setTimes(int times) {
		this.times = times;
	}

	/**
	 * Return a duration.
	 * @return the duration
	 */
	public Duration getTimeout() {
		return this.timeout;
	}

	/**
	 * Set a duration.
	 * @param timeout the duration
	 */
	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

	/**
	 * Return a switch.
	 * @return the switch
	 */
	public boolean isEnabled() {
		return this.enabled;
	}

	/**
	 * Set a switch.
	 * @param enabled the switch
	 */
	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	/**
	 * Return a list.
	 * @return the list
	 */
	public List<String> getDirectories() {
		return this.directories;
	}

	/**
	 * Set a list.
	 * @param directories the list
	 */
	public void setDirectories(List<String> directories) {
		this.directories = directories;
	}

	/**
	 * Return settings within these.
	 * @return the settings
	 */
	public Nested getNested() {
		return this.nested;
	}

	/**
	 * Settings within others.
	 */
	public static class Nested {

		private String name = "";

		/**
		 * Return a text.
		 * @return the text
		 */
		public String getName() {
			return this.name;
		}

		/**
		 * Set a text.
		 * @param name the text
		 */
		public void setName(String name) {
			this.name = name;
		}

	}

}
