package dev.daemonspring.host;

import java.io.IOException;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Loads the classes that exits, restarts, the end of the daemon and the logging of an
 * exception take, ahead of the first time: who overwrites the application's files while
 * it runs takes from the JVM all classes that it has not loaded yet.
 */
public final class Preloading {

	private static final Log logger = LogFactory.getLog(Preloading.class);

	/**
	 * Those of logging systems hold what makes text of an exception; the ones that the
	 * application does not have are empty.
	 */
	private static final List<String> PACKAGES = List.of("dev.daemonspring.worker", "dev.daemonspring.region",
			"dev.daemonspring.protocol", "dev.daemonspring.child", "dev.daemonspring.process",
			"dev.daemonspring.classdata", "dev.daemonspring.policy", "dev.daemonspring.host",
			"dev.daemonspring.supervisor", "org.springframework.boot.logging.logback", "ch.qos.logback.classic.spi",
			"ch.qos.logback.classic.pattern", "ch.qos.logback.core.pattern", "org.springframework.boot.logging.log4j2",
			"org.apache.logging.log4j.core.impl", "org.apache.logging.log4j.core.pattern");

	private static final String SUFFIX = ".class";

	private Preloading() {
	}

	/**
	 * Load the classes on another thread, of the lowest priority.
	 */
	public static void begin() {
		Thread thread = new Thread(() -> load(Preloading.class.getClassLoader()), "daemon-preloading");
		thread.setDaemon(true);
		thread.setPriority(Thread.MIN_PRIORITY);
		thread.start();
	}

	/**
	 * Load the classes. A class that can't be loaded, because it is for a library that
	 * the application does not have, is passed over.
	 * @param classLoader the application's class loader
	 */
	static void load(ClassLoader classLoader) {
		PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver(classLoader);
		for (String name : PACKAGES) {
			try {
				for (Resource resource : resolver
					.getResources("classpath*:" + name.replace('.', '/') + "/*" + SUFFIX)) {
					load(name, resource.getFilename(), classLoader);
				}
			}
			catch (IOException ex) {
				logger.debug("The classes of package '" + name + "' could not be listed", ex);
			}
		}
	}

	private static void load(String packageName, @Nullable String file, ClassLoader classLoader) {
		if (file == null) {
			return;
		}
		try {
			Class.forName(packageName + "." + file.substring(0, file.length() - SUFFIX.length()), false, classLoader);
		}
		catch (ClassNotFoundException | LinkageError ex) {
			// Nobody can need it
		}
	}

}
