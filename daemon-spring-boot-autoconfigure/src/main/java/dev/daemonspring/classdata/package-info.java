/**
 * Archives of classes that make worker processes boot faster: when to make one, how to
 * make it, and when to trust it. Not a public API.
 */
@NullMarked
package dev.daemonspring.classdata;

import org.jspecify.annotations.NullMarked;
