/**
 * The original library's two examples: a worker that copies a file, and an RPC method
 * that echoes.
 */
@NullMarked
package dev.daemonspring.sample;

import org.jspecify.annotations.NullMarked;
