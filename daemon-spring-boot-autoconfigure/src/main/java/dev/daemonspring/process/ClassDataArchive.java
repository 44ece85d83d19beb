package dev.daemonspring.process;

import java.nio.file.Path;
import java.util.List;

/**
 * What an archive adds to the command line of a process that uses it, or makes it. Its
 * class path takes the place of the daemon's: a JVM accepts an archive only with the
 * class path it was made with.
 *
 * @param options options for the JVM
 * @param argumentFile the file that holds the class path
 */
public record ClassDataArchive(List<String> options, Path argumentFile) {
}
