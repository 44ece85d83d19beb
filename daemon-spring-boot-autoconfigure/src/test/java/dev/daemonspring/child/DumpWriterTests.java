package dev.daemonspring.child;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.protocol.WriteDump;
import dev.daemonspring.protocol.WriteDump.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DumpWriter} and {@link ThreadDumpText}.
 */
class DumpWriterTests {

	@TempDir
	private Path directory;

	@Test
	void threadsAsTextTellStatesStacksAndLocks() throws Exception {
		Object lock = new Object();
		CountDownLatch release = new CountDownLatch(1);
		Thread hanging = new Thread(() -> hang(lock, release), "hanging-worker");
		hanging.setDaemon(true);
		hanging.start();
		await().until(() -> hanging.getState() == Thread.State.WAITING);
		String dump = Files.readString(write(Kind.THREADS_TEXT));
		release.countDown();
		assertThat(dump).contains("Full thread dump of process " + ProcessHandle.current().pid());
		int begin = dump.indexOf("\"hanging-worker\" daemon prio=");
		assertThat(begin).isPositive();
		assertThat(dump.substring(begin, dump.indexOf("\n\n", begin)))
			.contains("   java.lang.Thread.State: WAITING\n\tat ")
			.contains("\t- parking to wait for <")
			.contains("(a java.util.concurrent.CountDownLatch$Sync)")
			.contains(getClass().getName() + ".hang(DumpWriterTests.java:")
			.contains("\t- locked <");
	}

	@Test
	void threadsAsJsonAreThoseOfThisProcess() throws Exception {
		JsonNode dump = JsonMapper.shared().readTree(Files.readString(write(Kind.THREADS_JSON)));
		assertThat(StreamSupport.stream(dump.get("threads").spliterator(), false))
			.anyMatch((thread) -> thread.get("threadName").stringValue().equals(Thread.currentThread().getName())
					&& thread.get("threadState").stringValue().equals("RUNNABLE")
					&& !thread.get("stackTrace").isEmpty());
	}

	@Test
	void whatIsNullIsLeftOutOfJsonAsActuatorDoes() throws Exception {
		assertThat(Files.readString(write(Kind.THREADS_JSON))).doesNotContain("null");
	}

	@Test
	void heapIsOfTheFormatHprof() throws Exception {
		assertThat(new String(Files.readAllBytes(write(Kind.LIVE_HEAP)), 0, 12)).isEqualTo("JAVA PROFILE");
	}

	@Test
	void reasonIsLeftWhereThereCanBeNoDump() throws Exception {
		Path taken = Files.createDirectory(this.directory.resolve("dump.unfinished.hprof"));
		Path file = this.directory.resolve("dump");
		Files.createFile(taken.resolve("in-the-way"));
		DumpWriter.write(new WriteDump(Kind.HEAP, file.toString()));
		assertThat(file).doesNotExist();
		Files.delete(taken.resolve("in-the-way"));
		Files.delete(taken);
		Files.createDirectory(file);
		Files.createFile(file.resolve("in-the-way"));
		DumpWriter.write(new WriteDump(Kind.THREADS_TEXT, file.toString()));
		assertThat(Files.readString(this.directory.resolve("dump.failed"))).contains("FileSystemException");
	}

	@Test
	void nothingHappensWhereTheDaemonNoLongerWaits() {
		DumpWriter.write(new WriteDump(Kind.HEAP, this.directory.resolve("gone/dump").toString()));
		assertThat(this.directory).isEmptyDirectory();
	}

	private Path write(Kind kind) {
		Path file = this.directory.resolve("dump");
		DumpWriter.write(new WriteDump(kind, file.toString()));
		assertThat(file).exists();
		assertThat(this.directory.toFile().list()).containsExactly("dump");
		return file;
	}

	private static void hang(Object lock, CountDownLatch release) {
		synchronized (lock) {
			try {
				release.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
