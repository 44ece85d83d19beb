/**
 * Support for tests of an application that run the application's workers.
 */
@NullMarked
package dev.daemonspring.test;

import org.jspecify.annotations.NullMarked;
