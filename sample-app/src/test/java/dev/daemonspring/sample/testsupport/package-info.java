/**
 * Real processes for tests: started, read, signalled and waited for.
 */
@NullMarked
package dev.daemonspring.sample.testsupport;

import org.jspecify.annotations.NullMarked;
