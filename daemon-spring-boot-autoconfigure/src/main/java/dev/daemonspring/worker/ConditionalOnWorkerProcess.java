package dev.daemonspring.worker;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * {@link Conditional @Conditional} that matches in worker processes, but not in the
 * daemon. Meant for a bean that must not exist, or must be a different one, in the
 * daemon. As always in a worker process, a bean that nothing depends on is not created.
 *
 * @since 0.1.0
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Conditional(ProcessRoleCondition.class)
public @interface ConditionalOnWorkerProcess {

}
