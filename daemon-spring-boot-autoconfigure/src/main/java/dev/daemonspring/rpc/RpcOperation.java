package dev.daemonspring.rpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Annotation that describes a method annotated with {@code @JsonRpcMethod}. The
 * description is for {@code system.methodHelp} and {@code rpc.discover}; {@code readOnly}
 * decides who may call the method.
 *
 * @since 0.1.0
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface RpcOperation {

	/**
	 * One line that says what the method does. Defaults to an empty string.
	 * @return the description
	 */
	String description() default "";

	/**
	 * Whether the method changes nothing, so that it can be called where the access is
	 * {@code read-only} and, where none is set, without a credential. Defaults to
	 * {@code false}.
	 * @return whether the method only reads
	 */
	boolean readOnly() default false;

}
