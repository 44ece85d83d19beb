/**
 * A daemon under a random stream of faults, and an oracle that says what must hold in the
 * end.
 */
@NullMarked
package dev.daemonspring.chaos;

import org.jspecify.annotations.NullMarked;
