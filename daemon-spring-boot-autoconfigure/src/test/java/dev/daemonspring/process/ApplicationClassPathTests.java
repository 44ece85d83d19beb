package dev.daemonspring.process;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.asm.ClassWriter;
import org.springframework.asm.Opcodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ApplicationClassPath}.
 */
class ApplicationClassPathTests {

	private static final String JAVA_CLASS_PATH = System.getProperty("java.class.path");

	@TempDir
	Path temp;

	@Test
	void ofWhenOnTheClassPathIsTheClassPath() {
		assertThat(ApplicationClassPath.of(ApplicationClassPath.class))
			.isEqualTo(new ApplicationClassPath(JAVA_CLASS_PATH, false, null));
	}

	@Test
	void ofWhenInAContainerHasTheApplicationFirstAndThenTheContainer() throws Exception {
		Path library = this.temp.resolve("lib dir/servlet-api.jar");
		Path classes = classes();
		try (URLClassLoader container = new URLClassLoader(new URL[] { library.toUri().toURL() });
				URLClassLoader application = new URLClassLoader(new URL[] { classes.toUri().toURL() }, container)) {
			ApplicationClassPath classPath = ApplicationClassPath.of(application.loadClass("Deployed"));
			assertThat(classPath.isLaunched()).isFalse();
			assertThat(classPath.entries())
				.isEqualTo(String.join(File.pathSeparator, classes.toString(), library.toString(), JAVA_CLASS_PATH));
		}
	}

	@Test
	void ofWhenTheWarIsPackedIsRefused() throws Exception {
		URL packed = URI.create("jar:file:/container/app.war!/WEB-INF/lib/a.jar").toURL();
		try (URLClassLoader application = new URLClassLoader(new URL[] { classes().toUri().toURL(), packed })) {
			Class<?> deployed = application.loadClass("Deployed");
			assertThatExceptionOfType(WorkerConfigurationException.class)
				.isThrownBy(() -> ApplicationClassPath.of(deployed))
				.withMessageContaining("'" + packed + "' is not a file")
				.satisfies((ex) -> assertThat(ex.action()).contains("unpackWARs"));
		}
	}

	@Test
	void ofWhenTheClassLoaderTellsNothingIsRefused() throws Exception {
		byte[] bytes = bytes();
		Class<?> deployed = new ClassLoader(null) {

			Class<?> define() {
				return defineClass("Deployed", bytes, 0, bytes.length);
			}

		}.define();
		assertThatExceptionOfType(WorkerConfigurationException.class)
			.isThrownBy(() -> ApplicationClassPath.of(deployed))
			.withMessageContaining("it does not expose its URLs");
	}

	@Test
	void loaderPathWhenAWarIsPacked() {
		assertThat(ApplicationClassPath.loaderPath("jar:nested:/a/app.war/!WEB-INF/lib/daemon.jar!/dev/Main.class"))
			.isEqualTo("WEB-INF/classes/,WEB-INF/lib/,WEB-INF/lib-provided/");
	}

	@Test
	void loaderPathWhenAWarIsExploded() {
		assertThat(ApplicationClassPath.loaderPath("jar:file:/an%20app/WEB-INF/lib/daemon.jar!/dev/Main.class"))
			.isEqualTo("/an app/WEB-INF/classes/,/an app/WEB-INF/lib/,/an app/WEB-INF/lib-provided/");
	}

	@Test
	void loaderPathWhenAJarIsNone() {
		assertThat(ApplicationClassPath.loaderPath("jar:file:/a/BOOT-INF/lib/daemon.jar!/dev/Main.class")).isNull();
		assertThat(ApplicationClassPath.loaderPath("jrt:/java.base")).isNull();
	}

	private Path classes() throws IOException {
		Path classes = Files.createDirectories(this.temp.resolve("classes"));
		Files.write(classes.resolve("Deployed.class"), bytes());
		return classes;
	}

	/**
	 * A class that is not on the class path of this JVM.
	 */
	private byte[] bytes() {
		ClassWriter writer = new ClassWriter(0);
		writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Deployed", null, "java/lang/Object", null);
		writer.visitEnd();
		return writer.toByteArray();
	}

}
