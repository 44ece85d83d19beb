package dev.daemonspring.cluster.kubernetes;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

import dev.daemonspring.process.WorkerConfigurationException;

/**
 * The names of the objects that stand for leases. Kubernetes allows lower-case letters,
 * digits, hyphens and dots; where a name has to be changed for that, a checksum tells it
 * from others that become the same.
 */
final class ObjectNames {

	/**
	 * A label has no room for more.
	 */
	private static final int LONGEST = 63;

	private static final int CHECKSUM = 8;

	private static final Pattern ALLOWED = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

	private static final Pattern PREFIX = Pattern.compile("([a-z0-9][-a-z0-9]{0,62})?");

	private final String prefix;

	private final String group;

	/**
	 * Create the names.
	 * @param prefix how the names of the objects begin
	 * @param group how the names of the leases begin
	 * @throws WorkerConfigurationException when no name of Kubernetes can begin so
	 */
	ObjectNames(String prefix, String group) {
		if (!PREFIX.matcher(prefix).matches()) {
			throw new WorkerConfigurationException(
					"'daemon.cluster.kubernetes.name-prefix' is '%s', and no object of Kubernetes can have a name that begins so."
						.formatted(prefix),
					"Use at most 63 lower-case letters, digits and hyphens, such as 'shop-', with no hyphen at the start.");
		}
		this.prefix = prefix;
		this.group = group;
	}

	/**
	 * Return the label that the leases of the group share.
	 */
	String label() {
		return part(this.group.substring(0, this.group.length() - 1));
	}

	/**
	 * Return the name of the object.
	 * @param lease the name of the lease, which begins with the group
	 */
	String object(String lease) {
		return this.prefix + label() + "." + part(lease.substring(this.group.length()));
	}

	private static String part(String name) {
		if (name.length() <= LONGEST && ALLOWED.matcher(name).matches()) {
			return name;
		}
		String near = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
		CRC32 checksum = new CRC32();
		checksum.update(name.getBytes(StandardCharsets.UTF_8));
		String kept = near.substring(0, Math.min(near.length(), LONGEST - CHECKSUM - 1));
		return (kept.isEmpty() ? "x" : kept) + "-%08x".formatted(checksum.getValue());
	}

}
