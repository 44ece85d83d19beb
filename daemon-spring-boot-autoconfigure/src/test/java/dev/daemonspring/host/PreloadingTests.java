package dev.daemonspring.host;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.daemonspring.policy.ExitConsequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Preloading}.
 */
class PreloadingTests {

	@Test
	void classesAreThereWhenTheirFilesAreGone() throws Exception {
		URLClassLoader classLoader = applicationClassLoader();
		Preloading.load(classLoader);
		// From now on it finds what it has loaded, and no more
		classLoader.close();
		assertThat(classLoader.loadClass(ExitConsequence.class.getName()).getClassLoader()).isSameAs(classLoader);
		assertThat(classLoader.loadClass("dev.daemonspring.protocol.ControlMessage$Doorbell")).isNotNull();
		assertThat(classLoader.loadClass("ch.qos.logback.classic.spi.ThrowableProxy")).isNotNull();
		assertThat(classLoader
			.loadClass("org.springframework.boot.logging.logback.ExtendedWhitespaceThrowableProxyConverter"))
			.isNotNull();
	}

	@Test
	void classesOfOtherPackagesAreLeftAlone() throws Exception {
		URLClassLoader classLoader = applicationClassLoader();
		Preloading.load(classLoader);
		classLoader.close();
		assertThatExceptionOfType(ClassNotFoundException.class)
			.isThrownBy(() -> classLoader.loadClass("dev.daemonspring.autoconfigure.DaemonRequest"));
	}

	private static URLClassLoader applicationClassLoader() throws IOException {
		List<URL> urls = new ArrayList<>();
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			urls.add(url(entry));
		}
		return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
	}

	private static URL url(String entry) throws MalformedURLException {
		return Path.of(entry).toUri().toURL();
	}

}
