package org.example.war;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.catalina.startup.Tomcat;

/**
 * A servlet container, which knows nothing of Spring, and deploys a war.
 */
final class ServletContainer {

	private ServletContainer() {
	}

	/**
	 * Deploy a war and serve until killed.
	 * @param args the war, and the directory of the container
	 */
	public static void main(String[] args) throws Exception {
		Path base = Path.of(args[1]);
		Files.createDirectories(base.resolve("webapps"));
		Tomcat tomcat = new Tomcat();
		tomcat.setBaseDir(base.toString());
		tomcat.setPort(0);
		tomcat.getHost().setAppBase("webapps");
		tomcat.addWebapp("/app", new File(args[0]).getAbsolutePath());
		tomcat.start();
		System.out.println("Container serves on port " + tomcat.getConnector().getLocalPort());
		tomcat.getServer().await();
	}

}
