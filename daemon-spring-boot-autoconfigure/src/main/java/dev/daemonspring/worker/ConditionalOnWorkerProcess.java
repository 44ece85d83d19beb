package dev.daemonspring.worker;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * Matches in worker processes and not in the daemon. For the bean that must not exist, or
 * must be another one, on the other side; in a worker process a bean that nothing depends
 * on is not created anyway.
 *
 * @since 0.1.0
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Conditional(ProcessRoleCondition.class)
public @interface ConditionalOnWorkerProcess {

}
