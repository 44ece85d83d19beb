package dev.daemonspring.supervisor;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.springframework.core.env.Environment;

import dev.daemonspring.process.ApplicationOrigin;

/**
 * Tells an application from others of the same user, whichever process it runs in: by
 * what started it, its name, and its working directory.
 */
final class ApplicationIdentity {

	private static final int DIGITS = 16;

	private ApplicationIdentity() {
	}

	/**
	 * Return a text that is the same whenever the application is started.
	 * @param origin how the application was started
	 * @param environment the application's environment
	 * @return hexadecimal digits
	 */
	static String of(ApplicationOrigin origin, Environment environment) {
		String text = String.join("\0", String.valueOf(origin.entryClass()), String.join(",", origin.sources()),
				environment.getProperty("spring.application.name", ""), System.getProperty("user.dir", ""));
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest).substring(0, DIGITS);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
