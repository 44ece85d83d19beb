package dev.daemonspring.rpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says more about a method annotated {@code @JsonRpcMethod}: to the reader of
 * {@code system.methodHelp} and {@code rpc.discover}, and to the guard of a transport
 * whose access is {@code read-only}.
 *
 * @since 0.1.0
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface RpcOperation {

	/**
	 * One line that says what the method does.
	 * @return the description
	 */
	String description() default "";

	/**
	 * Whether the method changes nothing, so that it can be called where the access is
	 * {@code read-only}. Defaults to {@code false}.
	 * @return whether the method only reads
	 */
	boolean readOnly() default false;

}
