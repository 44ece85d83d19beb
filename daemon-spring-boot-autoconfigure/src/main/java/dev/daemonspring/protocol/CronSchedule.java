package dev.daemonspring.protocol;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * The ticks of a cron expression in a time zone: the moments at which the clocks of the
 * zone show a time that the expression matches. A time that the clocks skip has no tick,
 * and one that they show twice has two. Immutable.
 * <p>
 * The expression is asked for local times only, between two changes of the clocks each,
 * because it passes over times that exist where the clocks change at another time than
 * the full hour (Chatham, Lord Howe).
 */
public final class CronSchedule {

	/**
	 * As many changes of the clocks as any zone has in a hundred years and more.
	 */
	private static final int MOST_CHANGES = 1000;

	private final CronExpression expression;

	private final ZoneRules rules;

	/**
	 * Create a schedule.
	 * @param expression the expression
	 * @param zone the time zone
	 * @throws IllegalArgumentException if the expression is invalid
	 */
	public CronSchedule(String expression, ZoneId zone) {
		this.expression = CronExpression.parse(expression);
		this.rules = zone.getRules();
	}

	/**
	 * Return the first tick after a moment.
	 * @param moment the moment
	 * @return the tick, always later than the moment, or {@code null} if there is none
	 */
	public @Nullable Instant next(Instant moment) {
		ZoneOffset offset = this.rules.getOffset(moment);
		LocalDateTime from = LocalDateTime.ofInstant(moment, offset);
		ZoneOffsetTransition change = this.rules.nextTransition(moment);
		for (int i = 0; i < MOST_CHANGES; i++) {
			LocalDateTime next = this.expression.next(from);
			if (next == null) {
				return null;
			}
			Instant tick = next.toInstant(offset);
			if (change == null || tick.isBefore(change.getInstant())) {
				return tick;
			}
			offset = change.getOffsetAfter();
			from = change.getDateTimeAfter().minusNanos(1);
			change = this.rules.nextTransition(change.getInstant());
		}
		return null;
	}

}
