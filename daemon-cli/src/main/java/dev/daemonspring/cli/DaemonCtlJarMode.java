package dev.daemonspring.cli;

import org.springframework.boot.loader.jarmode.JarMode;

/**
 * The same program within an application's own executable jar:
 * {@code java -Djarmode=daemonctl -jar app.jar}. The application is not started.
 */
public final class DaemonCtlJarMode implements JarMode {

	private static final String MODE = "daemonctl";

	@Override
	public boolean accepts(String mode) {
		return MODE.equalsIgnoreCase(mode);
	}

	@Override
	public void run(String mode, String[] args) {
		DaemonCtl.main(args);
	}

}
