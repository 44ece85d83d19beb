package dev.daemonspring.classdata;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * A cache of the main attributes in the manifests of jars. Each manifest is read again
 * only if its jar has changed, because opening a large jar takes a while. Thread-safe.
 */
final class JarAttributes {

	private static final Map<ClassPathEntry, Attributes> known = new ConcurrentHashMap<>();

	private JarAttributes() {
	}

	/**
	 * Return the main attributes of a jar.
	 * @param jar the jar
	 * @return its attributes, which must not be changed
	 */
	static Attributes of(ClassPathEntry jar) throws IOException {
		Attributes attributes = known.get(jar);
		if (attributes == null) {
			try (JarFile file = new JarFile(jar.path().toFile())) {
				Manifest manifest = file.getManifest();
				attributes = (manifest != null) ? manifest.getMainAttributes() : new Attributes();
			}
			known.put(jar, attributes);
		}
		return attributes;
	}

}
