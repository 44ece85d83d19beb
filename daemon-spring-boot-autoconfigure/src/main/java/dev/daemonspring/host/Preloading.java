package dev.daemonspring.host;

import java.io.IOException;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The early loading of the classes that are needed for exits, restarts, the end of the
 * daemon, its sockets included, and the logging of an exception. If the application's
 * files are overwritten while it runs, the JVM can't load any further classes from them.
 */
public final class Preloading {

	private static final Log logger = LogFactory.getLog(Preloading.class);

	/**
	 * The packages of logging systems contain what formats an exception; those that the
	 * application does not use are empty.
	 */
	private static final List<String> PACKAGES = List.of("dev.daemonspring.worker", "dev.daemonspring.region",
			"dev.daemonspring.protocol", "dev.daemonspring.child", "dev.daemonspring.process",
			"dev.daemonspring.classdata", "dev.daemonspring.policy", "dev.daemonspring.host",
			"dev.daemonspring.supervisor", "dev.daemonspring.rpc.socket", "org.springframework.boot.logging.logback",
			"ch.qos.logback.classic.spi", "ch.qos.logback.classic.pattern", "ch.qos.logback.core.pattern",
			"org.springframework.boot.logging.log4j2", "org.apache.logging.log4j.core.impl",
			"org.apache.logging.log4j.core.pattern");

	private static final String SUFFIX = ".class";

	private Preloading() {
	}

	/**
	 * Load the classes on another thread, with the lowest priority.
	 */
	public static void begin() {
		Thread thread = new Thread(() -> load(Preloading.class.getClassLoader()), "daemon-preloading");
		thread.setDaemon(true);
		thread.setPriority(Thread.MIN_PRIORITY);
		thread.start();
	}

	/**
	 * Load the classes. A class that can't be loaded, because it needs a library that the
	 * application does not have, is skipped.
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
			// It can't be needed
		}
	}

}
