package dev.daemonspring.child;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.sun.management.HotSpotDiagnosticMXBean;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.protocol.WriteDump;

/**
 * Writes dumps of this process into files, each on a thread of its own, because a dump
 * may take long, and the control thread must notice the end of the daemon.
 */
public final class DumpWriter {

	private static final Log logger = LogFactory.getLog(DumpWriter.class);

	/**
	 * HotSpot refuses to write a heap dump into a file of another kind.
	 */
	private static final String UNFINISHED = ".unfinished.hprof";

	private DumpWriter() {
	}

	/**
	 * Begin to write a dump.
	 * @param dump what to dump, and where to
	 */
	public static void start(WriteDump dump) {
		Thread thread = new Thread(() -> write(dump), "daemon-dump");
		thread.setDaemon(true);
		thread.start();
	}

	static void write(WriteDump dump) {
		Path file = Path.of(dump.file());
		Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
		try {
			write(dump, unfinished);
			Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException | RuntimeException | Error ex) {
			fail(file, unfinished, ex);
		}
	}

	private static void write(WriteDump dump, Path file) throws IOException {
		switch (dump.kind()) {
			case THREADS_TEXT -> Files.writeString(file, ThreadDumpText.of(threads()));
			case THREADS_JSON -> Files.write(file, json(Map.of("threads", threads())));
			case HEAP -> heap(file, false);
			case LIVE_HEAP -> heap(file, true);
		}
	}

	/**
	 * What is {@code null} is left out, as Actuator does.
	 */
	private static byte[] json(Object value) {
		return JsonMapper.builder()
			.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
			.build()
			.writeValueAsBytes(value);
	}

	private static ThreadInfo[] threads() {
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		return threads.dumpAllThreads(threads.isObjectMonitorUsageSupported(), threads.isSynchronizerUsageSupported());
	}

	private static void heap(Path file, boolean live) throws IOException {
		HotSpotDiagnosticMXBean diagnostics = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
		if (diagnostics == null) {
			throw new IOException("this JVM can't write one");
		}
		diagnostics.dumpHeap(file.toString(), live);
	}

	/**
	 * The daemon has its answer, whatever it is worth.
	 */
	private static void fail(Path file, Path unfinished, Throwable failure) {
		try {
			Files.writeString(unfinished, failure.toString());
			Files.move(unfinished, file.resolveSibling(file.getFileName() + WriteDump.FAILED),
					StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException | RuntimeException ex) {
			// Nobody waits for it any more: the directory is gone
			logger.debug("A dump could not be written", failure);
		}
	}

}
