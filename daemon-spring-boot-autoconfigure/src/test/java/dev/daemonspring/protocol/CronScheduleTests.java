package dev.daemonspring.protocol;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link CronSchedule}, over every change of the clocks in ten years, against a
 * walk through the minutes: a tick is each minute at which the clocks show a time that
 * matches. So a time that is skipped has none, and one that is shown twice has two.
 */
class CronScheduleTests {

	private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");

	private static final Instant LAST = Instant.parse("2030-01-01T00:00:00Z");

	private static final Duration AROUND = Duration.ofHours(36);

	private static final Map<String, Predicate<LocalDateTime>> EXPRESSIONS = new LinkedHashMap<>();

	static {
		EXPRESSIONS.put("0 * * * * *", (time) -> true);
		EXPRESSIONS.put("0 0/15 * * * *", (time) -> time.getMinute() % 15 == 0);
		EXPRESSIONS.put("0 30 2 * * *", (time) -> is(time, 2, 30));
		EXPRESSIONS.put("0 45 1 * * *", (time) -> is(time, 1, 45));
		EXPRESSIONS.put("@daily", (time) -> is(time, 0, 0));
		EXPRESSIONS.put("0 15 0 * * *", (time) -> is(time, 0, 15));
		EXPRESSIONS.put("0 0 3 * * *", (time) -> is(time, 3, 0));
		EXPRESSIONS.put("0 10,50 1-3 * * SUN", (time) -> time.getDayOfWeek() == DayOfWeek.SUNDAY && time.getHour() >= 1
				&& time.getHour() <= 3 && (time.getMinute() == 10 || time.getMinute() == 50));
		EXPRESSIONS.put("0 5 23 L * *",
				(time) -> is(time, 23, 5) && time.getDayOfMonth() == time.toLocalDate().lengthOfMonth());
	}

	private static boolean is(LocalDateTime time, int hour, int minute) {
		return time.getHour() == hour && time.getMinute() == minute;
	}

	@ParameterizedTest
	@ValueSource(strings = { "Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles",
			"America/Havana", "America/Santiago", "America/St_Johns", "Asia/Beirut", "Asia/Gaza", "Africa/Cairo",
			"Africa/Casablanca", "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Chatham", "Antarctica/Troll" })
	void nextIsTheNextMinuteThatMatchesAroundEveryChangeOfTheClocks(String name) {
		ZoneId zone = ZoneId.of(name);
		int changes = 0;
		ZoneOffsetTransition change = zone.getRules().nextTransition(FIRST);
		while (change != null && change.getInstant().isBefore(LAST)) {
			Instant from = change.getInstant().minus(AROUND);
			Instant to = change.getInstant().plus(AROUND);
			EXPRESSIONS.forEach((expression, matches) -> assertThat(ticks(expression, zone, from, to))
				.as("%s in %s from %s", expression, name, from)
				.isEqualTo(walk(matches, zone, from, to)));
			changes++;
			change = zone.getRules().nextTransition(change.getInstant());
		}
		assertThat(changes).isGreaterThanOrEqualTo(14);
	}

	private static List<Instant> ticks(String expression, ZoneId zone, Instant from, Instant to) {
		CronSchedule schedule = new CronSchedule(expression, zone);
		List<Instant> ticks = new ArrayList<>();
		Instant next = schedule.next(from);
		while (next != null && !next.isAfter(to)) {
			ticks.add(next);
			next = schedule.next(next);
		}
		return ticks;
	}

	private static List<Instant> walk(Predicate<LocalDateTime> matches, ZoneId zone, Instant from, Instant to) {
		List<Instant> ticks = new ArrayList<>();
		for (Instant minute = from.plusSeconds(60); !minute.isAfter(to); minute = minute.plusSeconds(60)) {
			if (matches.test(LocalDateTime.ofInstant(minute, zone))) {
				ticks.add(minute);
			}
		}
		return ticks;
	}

	@Test
	void nextIsLaterThanTheMomentEvenIfThatIsATick() {
		CronSchedule schedule = new CronSchedule("* * * * * *", ZoneId.of("UTC"));
		assertThat(schedule.next(FIRST)).isEqualTo(FIRST.plusSeconds(1));
		assertThat(schedule.next(FIRST.plusNanos(1))).isEqualTo(FIRST.plusSeconds(1));
	}

	@Test
	void nextOfATimeThatNeverComesIsNone() {
		assertThat(new CronSchedule("0 0 0 30 2 *", ZoneId.of("Europe/Berlin")).next(FIRST)).isNull();
	}

	@Test
	void nextOfARareDayIsFound() {
		assertThat(
				new CronSchedule("0 0 12 29 2 *", ZoneId.of("Africa/Casablanca")).next(FIRST.plus(Duration.ofDays(90))))
			.isEqualTo(LocalDateTime.of(2024, 2, 29, 12, 0).atZone(ZoneId.of("Africa/Casablanca")).toInstant());
	}

	@Test
	void invalidExpressionIsRejected() {
		assertThatIllegalArgumentException().isThrownBy(() -> new CronSchedule("0 0 25 * * *", ZoneId.of("UTC")));
	}

}
