package dev.daemonspring.cluster;

import java.time.Duration;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.LeaseTerms;

/**
 * Tells once when the store of the leases stops to answer, and once when it answers
 * again. One that answers some calls and fails others, because it may be read and not
 * written for example, is not told of with every call. Thread-safe.
 */
final class StoreWatch {

	private static final int LONGEST = 200;

	private static final long QUIET = Duration.ofMinutes(1).toNanos();

	private final LeaseTerms terms;

	private Consumer<String> news = (message) -> {
	};

	private @Nullable Long failingSince;

	private @Nullable String lastFailure;

	private long lastTold;

	private boolean told;

	private @Nullable String reported;

	StoreWatch(LeaseTerms terms) {
		this.terms = terms;
	}

	synchronized void news(Consumer<String> news) {
		this.news = news;
	}

	/**
	 * Note an answer, or that there was none.
	 */
	synchronized void answered(boolean answered, @Nullable String failure, long now) {
		Long since = this.failingSince;
		if (!answered && since == null) {
			this.failingSince = now;
			String shortened = shortened(failure);
			this.told = !shortened.equals(this.lastFailure) || now - this.lastTold > QUIET;
			if (!this.told) {
				return;
			}
			this.lastFailure = shortened;
			this.lastTold = now;
			this.news.accept(("The store of the leases does not answer: %s. Workers that this replica holds go on for"
					+ " up to %d ms after their last renewal, then they end until it answers again.")
				.formatted(shortened, this.terms.lease().minus(this.terms.margin()).toMillis()));
		}
		else if (answered && since != null) {
			this.failingSince = null;
			if (!this.told) {
				return;
			}
			this.news.accept("The store of the leases answers again, after %d ms".formatted((now - since) / 1_000_000));
		}
	}

	private static String shortened(@Nullable String failure) {
		String text = String.valueOf(failure);
		return (text.length() > LONGEST) ? text.substring(0, LONGEST) + "…" : text;
	}

	synchronized boolean isFailing() {
		return this.failingSince != null;
	}

	/**
	 * The keeper has survived a failure of its own.
	 */
	synchronized void failed(Throwable failure) {
		String message = failure.toString();
		if (!message.equals(this.reported)) {
			this.reported = message;
			this.news.accept("Keeping the leases failed in a step and goes on: " + message);
		}
	}

}
