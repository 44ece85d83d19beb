package dev.daemonspring.sample;

import java.nio.file.Files;
import java.nio.file.Path;

import org.example.testsupport.JavaProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an operator of the sample can ask over HTTP.
 */
class SampleRpcIT {

	@TempDir
	Path temp;

	private SampleProcess sample;

	@BeforeEach
	void startSample() {
		this.sample = SampleProcess.start(this.temp, this.temp.resolve("files"), "-jar", SampleProcess.JAR.toString());
		this.sample.awaitLooping(0);
	}

	@AfterEach
	void stopSample() {
		this.sample.close();
	}

	@Test
	void workersAnswer() {
		assertThat(this.sample.call("worker.list").at("/result/0/name").asString()).isEqualTo("handyman");
		assertThat(this.sample.call("worker.status", "handyman").at("/result").asInt()).isEqualTo(1);
		assertThat(this.sample.call("examples.echo", "hello").at("/result").asString()).isEqualTo("hello");
		assertThat(this.sample.call("worker.status", "nobody").at("/error/code").asInt()).isEqualTo(-32602);
		assertThat(this.sample.call("handyman.changename", "other.txt").at("/result").asString())
			.contains("'other.txt'");
		JavaProcess.await().until(() -> Files.exists(this.temp.resolve("files/other.txt")));
		assertThat(this.sample.copy()).doesNotExist();
		assertThat(this.sample.call("worker.pause", "handyman").at("/result").asBoolean()).isTrue();
		JavaProcess.await().until(() -> this.sample.call("worker.status", "handyman").at("/result").asInt() == 2);
		assertThat(this.sample.call("worker.resume", "handyman").at("/result").asBoolean()).isTrue();
		JavaProcess.await().until(() -> this.sample.call("worker.status", "handyman").at("/result").asInt() == 1);
	}

	@Test
	void strangersCantPauseTheWorker() {
		String pause = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"worker.pause\",\"params\":[\"handyman\"]}";
		String[] json = { "Content-Type", "application/json" };
		assertThat(this.sample.statusOf("GET", pause, json)).isEqualTo(405);
		assertThat(this.sample.statusOf("PUT", pause, json)).isEqualTo(405);
		assertThat(this.sample.statusOf("POST", pause, "Content-Type", "text/plain")).isEqualTo(415);
		assertThat(this.sample.statusOf("POST", pause, "Content-Type", "application/x-www-form-urlencoded"))
			.isEqualTo(415);
		assertThat(this.sample.statusOf("POST", pause, "Content-Type", "application/json", "Origin",
				"https://evil.example"))
			.isEqualTo(403);
		assertThat(
				this.sample.statusOf("POST", pause, "Content-Type", "application/json", "Sec-Fetch-Site", "cross-site"))
			.isEqualTo(403);
		assertThat(
				this.sample.statusOf("POST", pause, "Content-Type", "application/json", "X-Forwarded-For", "1.2.3.4"))
			.isEqualTo(403);
		assertThat(this.sample.call("worker.info", "handyman").at("/result/wanted").asString()).isEqualTo("LOOPING");
		assertThat(this.sample.statusOf("POST", pause, json)).isEqualTo(200);
		assertThat(this.sample.call("worker.info", "handyman").at("/result/wanted").asString()).isEqualTo("PAUSED");
	}

	@Test
	void shutdownSpinsWorkerDownAndExitsWithZero() {
		assertThat(this.sample.call("daemon.shutdown").at("/result").asInt(-1)).isZero();
		assertThat(this.sample.process().awaitExit()).isZero();
		assertThat(this.sample.copy()).doesNotExist();
	}

}
