/**
 * The API for authors of workers: how a worker is declared, what it can request, and
 * which states it can be in.
 */
@NullMarked
package dev.daemonspring.worker;

import org.jspecify.annotations.NullMarked;
