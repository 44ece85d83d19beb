package dev.daemonspring.cli;

/**
 * What commands need of the outside.
 *
 * @param terminal where they write to
 * @param finder finds daemons
 */
record CommandContext(Terminal terminal, DaemonFinder finder) {

}
