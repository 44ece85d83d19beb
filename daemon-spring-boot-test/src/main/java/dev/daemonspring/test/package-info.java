/**
 * What a test of an application needs to run the application's workers.
 */
@NullMarked
package dev.daemonspring.test;

import org.jspecify.annotations.NullMarked;
