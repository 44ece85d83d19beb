package dev.daemonspring.host;

/**
 * Published in the daemon when it was sent one of the signals listed in
 * {@code daemon.signals}.
 *
 * @param signal the name of the signal, such as {@code HUP}
 * @since 0.1.0
 */
public record DaemonSignalEvent(String signal) {
}
