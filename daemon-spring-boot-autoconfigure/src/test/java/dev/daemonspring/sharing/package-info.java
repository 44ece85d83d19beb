/**
 * Tests of workers that share a process, with real processes.
 */
@NullMarked
package dev.daemonspring.sharing;

import org.jspecify.annotations.NullMarked;
