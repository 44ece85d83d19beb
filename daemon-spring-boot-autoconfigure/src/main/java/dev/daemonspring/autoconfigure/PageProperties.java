package dev.daemonspring.autoconfigure;

import java.util.regex.Pattern;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.ConfigurationProperties;

import dev.daemonspring.page.PagePaths;
import dev.daemonspring.supervisor.PropertyCheck;

/**
 * Configuration properties of the page that shows the workers.
 */
@ConfigurationProperties("daemon.page")
public class PageProperties implements InitializingBean {

	private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]*[A-Za-z0-9_~-])+");

	/**
	 * Whether to serve the page. It admits the callers that the RPC over HTTP admits.
	 */
	private boolean enabled;

	/**
	 * Path of the page, below the application's context path.
	 */
	private String path = "/daemon";

	/**
	 * Whether nobody can give orders on the page.
	 */
	private boolean readOnly;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public String getPath() {
		return this.path;
	}

	public void setPath(String path) {
		this.path = path;
	}

	public boolean isReadOnly() {
		return this.readOnly;
	}

	public void setReadOnly(boolean readOnly) {
		this.readOnly = readOnly;
	}

	PagePaths paths() {
		return new PagePaths(this.path);
	}

	/**
	 * Check the values.
	 * @throws dev.daemonspring.supervisor.InvalidPropertyException when the path is none
	 */
	@Override
	public void afterPropertiesSet() {
		new PropertyCheck("daemon.page").check("path", this.path, PATH.matcher(this.path).matches(),
				"a path of letters, digits and '.', '_', '~' or '-' that begins with '/' and does not end with one,"
						+ " such as '/daemon'");
	}

}
