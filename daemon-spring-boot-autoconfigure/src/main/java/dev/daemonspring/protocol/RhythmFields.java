package dev.daemonspring.protocol;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.protocol.ControlMessage.Fields;
import dev.daemonspring.protocol.Rhythm.Cron;
import dev.daemonspring.protocol.Rhythm.Delay;
import dev.daemonspring.protocol.Rhythm.Looptime;
import dev.daemonspring.protocol.Rhythm.Once;
import dev.daemonspring.protocol.Rhythm.Timing;
import dev.daemonspring.worker.MissedTick;

/**
 * The form of a {@link Rhythm} in a control message: the code of its timing with what
 * belongs to it, then the code of what follows a missed tick, the jitter and, after a
 * byte that says whether there is one, the start deadline.
 */
final class RhythmFields {

	private static final int LOOPTIME = 1;

	private static final int DELAY = 2;

	private static final int CRON = 3;

	private static final int ONCE = 4;

	private RhythmFields() {
	}

	static void write(Rhythm rhythm, DataOutputStream out) throws IOException {
		writeTiming(rhythm.timing(), out);
		out.writeBoolean(rhythm.missed() == MissedTick.SKIP);
		Fields.writeDuration(out, rhythm.jitter());
		Duration deadline = rhythm.startDeadline();
		out.writeBoolean(deadline != null);
		if (deadline != null) {
			Fields.writeDuration(out, deadline);
		}
	}

	private static void writeTiming(Timing timing, DataOutputStream out) throws IOException {
		if (timing instanceof Looptime looptime) {
			out.writeByte(LOOPTIME);
			Fields.writeDuration(out, looptime.looptime());
		}
		else if (timing instanceof Delay delay) {
			out.writeByte(DELAY);
			Fields.writeDuration(out, delay.delay());
		}
		else if (timing instanceof Cron cron) {
			out.writeByte(CRON);
			Fields.writeText(out, cron.expression());
			Fields.writeText(out, cron.zone().getId());
		}
		else {
			out.writeByte(ONCE);
		}
	}

	static Rhythm read(DataInputStream in) throws IOException {
		return new Rhythm(readTiming(in), readFlag(in) ? MissedTick.SKIP : MissedTick.ONCE, readDuration(in),
				readDeadline(in));
	}

	private static Timing readTiming(DataInputStream in) throws IOException {
		int code = in.readUnsignedByte();
		return switch (code) {
			case LOOPTIME -> new Looptime(readDuration(in));
			case DELAY -> new Delay(readDuration(in));
			case CRON -> readCron(in);
			case ONCE -> new Once();
			default -> throw new IOException("No rhythm has the code " + code);
		};
	}

	private static Timing readCron(DataInputStream in) throws IOException {
		String expression = Fields.readRequiredText(in);
		String zone = Fields.readRequiredText(in);
		try {
			Cron cron = new Cron(expression, ZoneId.of(zone));
			new CronSchedule(cron.expression(), cron.zone());
			return cron;
		}
		catch (DateTimeException | IllegalArgumentException ex) {
			throw new IOException("'" + expression + "' in '" + zone + "' is no rhythm", ex);
		}
	}

	private static @Nullable Duration readDeadline(DataInputStream in) throws IOException {
		return readFlag(in) ? readDuration(in) : null;
	}

	private static boolean readFlag(DataInputStream in) throws IOException {
		int flag = in.readUnsignedByte();
		if (flag > 1) {
			throw new IOException("A flag of a rhythm is neither 0 nor 1 but " + flag);
		}
		return flag == 1;
	}

	private static Duration readDuration(DataInputStream in) throws IOException {
		long seconds = in.readLong();
		int nanos = in.readInt();
		if (seconds < 0 || seconds > Rhythm.LONGEST.getSeconds() || nanos < 0 || nanos > 999_999_999) {
			throw new IOException("A duration of " + seconds + " s and " + nanos + " ns is none of a rhythm");
		}
		return Duration.ofSeconds(seconds, nanos);
	}

}
