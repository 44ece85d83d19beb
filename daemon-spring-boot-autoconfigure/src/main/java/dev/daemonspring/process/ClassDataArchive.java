package dev.daemonspring.process;

import java.nio.file.Path;
import java.util.List;

/**
 * The additions to the command line of a process that uses or makes an archive. The
 * archive's class path replaces the daemon's: a JVM accepts an archive only together with
 * the class path that it was made with.
 *
 * @param options options for the JVM
 * @param argumentFile the file that holds the class path
 */
public record ClassDataArchive(List<String> options, Path argumentFile) {
}
