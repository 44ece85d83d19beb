/**
 * Wiring only: each auto-configuration is one concern with its conditions.
 */
@NullMarked
package dev.daemonspring.autoconfigure;

import org.jspecify.annotations.NullMarked;
