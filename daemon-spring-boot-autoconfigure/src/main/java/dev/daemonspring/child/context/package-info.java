/**
 * The application's context in a worker process, reduced to the worker and what its bean
 * depends on. Not meant to be used by applications.
 */
@NullMarked
package dev.daemonspring.child.context;

import org.jspecify.annotations.NullMarked;
