/**
 * Wiring: properties, conditions and failure analyses. Nothing is decided here.
 */
@NullMarked
package dev.daemonspring.autoconfigure;

import org.jspecify.annotations.NullMarked;
