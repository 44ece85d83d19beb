/**
 * The command line {@code daemonctl}: it reads status regions, and gives orders on the
 * control socket beside them. Uses no Spring. No promise to users but the commands, their
 * exit codes and their JSON.
 */
@NullMarked
package dev.daemonspring.cli;

import org.jspecify.annotations.NullMarked;
