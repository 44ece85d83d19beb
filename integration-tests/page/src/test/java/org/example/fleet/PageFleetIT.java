package org.example.fleet;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What somebody sees and does who watches two hundred workers, and whose daemon goes.
 */
@RequiresBrowser
class PageFleetIT {

	private static final String[] MANY = { "--fleet.ships=200", "--daemon.isolation=thread",
			"--daemon.workers.feed.enabled=false" };

	private Fleet fleet;

	private Browser browser;

	@BeforeEach
	void start() {
		this.fleet = Fleet.open(MANY);
		this.browser = new Browser();
		this.browser.open(this.fleet.url());
		this.browser.await("all workers", () -> rows() == 204);
		this.browser.await("all to loop", () -> this.browser.text("[data-filter=looping] .count").equals("204")
				|| this.browser.text("[data-filter=looping] .count").equals("203"));
	}

	@AfterEach
	void stop() {
		this.browser.close();
		this.fleet.close();
	}

	@Test
	void manyStaySmoothAreFoundAndOrderedAround() {
		Object longest = this.browser.asyncScript("""
				const done = arguments[arguments.length - 1];
				let longest = 0;
				new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
					longest = Math.max(longest, entry.duration);
				})).observe({ type: 'longtask', buffered: false });
				setTimeout(() => done(Math.round(longest)), 6000);
				""");
		System.out.println("With 204 workers the longest task of a look took " + longest + " ms");
		assertThat((Long) longest).as("longest task in milliseconds").isLessThan(500);
		this.browser.find("#search").sendKeys("ship-19");
		this.browser.await("those found", () -> rows() == 10);
		assertThat(this.browser.text("#shown")).isEqualTo("10 of 204");
		assertThat(this.browser.driver().getCurrentUrl()).endsWith("/daemon/?q=ship-19");
		this.browser.driver().navigate().refresh();
		this.browser.await("the same after a reload", () -> rows() == 10);
		this.browser.click("#pick-all");
		assertThat(this.browser.text("#bulk-count")).isEqualTo("10 workers selected");
		this.browser.click("#bulk [data-order=pause]");
		assertThat(this.browser.find("#ask").getText()).contains("Pause 10 workers?", "ship-190, ship-191", "ship-199");
		assertThat(this.fleet.state()).doesNotContain("PAUSED");
		this.browser.click("#ask-yes");
		this.browser.await("ten paused ones", () -> this.browser.text("[data-filter=paused] .count").equals("10"));
		this.browser.find("#search").sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
		this.browser.click("[data-filter=paused]");
		this.browser.await("the paused ones", () -> rows() == 10);
		assertThat(this.browser.driver().getCurrentUrl()).endsWith("/daemon/?state=paused");
		this.browser.click("#rows [data-name=ship-195] [data-order=resume]");
		this.browser.await("the row to go", () -> rows() == 9);
		assertThat(this.browser.driver().findElements(By.cssSelector("#rows [data-name=ship-195]"))).isEmpty();
		assertThat(this.browser.complaints()).isEmpty();
	}

	@Test
	void daemonThatIsGoneIsToldWithTheTimeOfWhatIsShown() {
		assertThat(this.browser.text("#link")).isEqualTo("Live");
		this.fleet.process().kill();
		this.browser.await("the end of the daemon", () -> this.browser.text("#link").equals("No answer"));
		this.browser.await("since when", () -> this.browser.text("#notice")
			.matches("The daemon has not answered since .+\\. What is shown is from .+ ago\\."));
		assertThat(rows()).isEqualTo(204);
		assertThat(this.browser.script("return [document.body.classList.contains('stale'), "
				+ "document.querySelector('#rows [data-order=pause]').getAttribute('aria-disabled')]"))
			.isEqualTo(List.of(true, "true"));
		this.browser.script("document.querySelector('#rows [data-order=pause]').click()");
		assertThat(this.browser.text("#toasts")).isEmpty();
	}

	private long rows() {
		return (Long) this.browser.script("return document.querySelectorAll('#rows tr').length");
	}

}
