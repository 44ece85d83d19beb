/**
 * The application's context in a worker process, reduced to the worker's bean and its
 * dependencies. Internal; not for use by applications.
 */
@NullMarked
package dev.daemonspring.child.context;

import org.jspecify.annotations.NullMarked;
