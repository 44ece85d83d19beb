package dev.daemonspring.host;

/**
 * The event that is published in the daemon when it receives one of the signals listed in
 * {@code daemon.signals}.
 *
 * @param signal the name of the signal without {@code SIG}, such as {@code HUP}
 * @since 0.1.0
 */
public record DaemonSignalEvent(String signal) {
}
