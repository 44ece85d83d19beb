/**
 * The application that the system benchmark starts, in all its roles.
 */
@NullMarked
package dev.daemonspring.benchmark.app;

import org.jspecify.annotations.NullMarked;
