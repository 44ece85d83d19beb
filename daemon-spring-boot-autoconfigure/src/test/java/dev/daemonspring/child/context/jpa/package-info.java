/**
 * An application that uses JPA.
 */
@NullMarked
package dev.daemonspring.child.context.jpa;

import org.jspecify.annotations.NullMarked;
