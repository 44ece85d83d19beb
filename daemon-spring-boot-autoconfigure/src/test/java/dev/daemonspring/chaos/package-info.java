/**
 * A daemon under a random stream of faults, and an oracle that says what must hold in the
 * end; and one that restarts its workers so often that it would show if it grew by it.
 */
@NullMarked
package dev.daemonspring.chaos;

import org.jspecify.annotations.NullMarked;
