/**
 * The auto-configuration: properties, conditions and failure analyzers. It only wires the
 * other packages, which make all decisions.
 */
@NullMarked
package dev.daemonspring.autoconfigure;

import org.jspecify.annotations.NullMarked;
