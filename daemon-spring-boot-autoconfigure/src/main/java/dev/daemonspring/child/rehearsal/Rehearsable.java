package dev.daemonspring.child.rehearsal;

import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A bean of our own that can do its work for nobody, so that its first work for a worker
 * does not wait for code that is cold.
 */
@FunctionalInterface
public interface Rehearsable {

	/**
	 * Do the work. Nobody is told, and nothing of the application takes part.
	 * @throws Exception when that is not possible
	 */
	void rehearse() throws Exception;

	/**
	 * Have a bean rehearse, if it can.
	 * @param bean the bean, or {@code null}
	 */
	static void rehearse(@Nullable Object bean) {
		if (!(bean instanceof Rehearsable rehearsable)) {
			return;
		}
		try {
			rehearsable.rehearse();
		}
		catch (Exception | LinkageError ex) {
			LogFactory.getLog(Rehearsable.class)
				.debug("'%s' could not rehearse, and its first work will take longer"
					.formatted(bean.getClass().getName()), ex);
		}
	}

}
