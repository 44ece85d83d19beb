/**
 * The status region: the memory-mapped file in which worker processes tell their state
 * and find their commands. Of the other rooms it knows the states of a worker and no
 * more.
 */
@NullMarked
package dev.daemonspring.region;

import org.jspecify.annotations.NullMarked;
