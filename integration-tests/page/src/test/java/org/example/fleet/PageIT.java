package org.example.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.example.testsupport.ListeningPorts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.Select;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What somebody sees and does who watches a few workers.
 */
@RequiresBrowser
class PageIT {

	private static final Path IMAGES = Path.of(System.getProperty("page.images", "target/images"));

	private static Fleet fleet;

	private static Browser browser;

	@BeforeAll
	static void start() {
		fleet = Fleet.open("--daemon.standby=1", "--fleet.ships=1", "--daemon.workers.ship-001.max-instances=3");
		browser = new Browser();
	}

	@AfterAll
	static void stop() {
		if (browser != null) {
			browser.close();
		}
		fleet.close();
	}

	@BeforeEach
	void open() {
		browser.size(1280, 800);
		browser.colours("light");
		browser.open(fleet.url());
		browser.find("#rows tr");
		for (String name : List.of("copier", "invoices", "mailing")) {
			awaitState(name, "Looping");
		}
	}

	@AfterEach
	void browserHasNothingToComplainOf() {
		assertThat(browser.complaints()).isEmpty();
		assertThat(browser.requests()
			.filter((url) -> !url.startsWith("http://localhost:" + fleet.port() + "/") && !url.startsWith("data:")))
			.isEmpty();
	}

	@Test
	void showsFirstWhatIsWrong() {
		browser.await("the attention to feed", () -> browser.text("#wrong").contains("feed"));
		assertThat(browser.text("#wrong")).contains("The feed at https://feed.example.com/orders answers 503")
			.contains("exit code 1");
		assertThat(browser.driver().getTitle()).matches("\\(\\d\\) Workers · fleet");
		assertThat(browser.script("return document.querySelector('#attention').compareDocumentPosition("
				+ "document.querySelector('#all')) & Node.DOCUMENT_POSITION_FOLLOWING"))
			.isEqualTo(4L);
		assertThat(browser.driver().getCurrentUrl()).isEqualTo(fleet.url() + "/");
	}

	@Test
	void killAppearsWithTheNextLook() {
		String pid = browser.text(row("copier") + " .c-pid");
		long restarts = Long.parseLong(browser.text(row("copier") + " .c-restarts"));
		browser.script("performance.clearResourceTimings()");
		long start = System.nanoTime();
		ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
		browser.await("the restart of copier",
				() -> browser.text(row("copier") + " .c-restarts").equals(Long.toString(restarts + 1)));
		System.out.println("A kill was shown after " + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
		Object looks = browser.script("return performance.getEntriesByType('resource').filter("
				+ "(entry) => entry.name.endsWith('/state')).length");
		assertThat((Long) looks).as("looks, one a second").isLessThanOrEqualTo(2);
		browser.await("the kill in 'Needs attention'", () -> browser.text("#wrong").contains("signal 9 (SIGKILL)"));
		awaitState("copier", "Looping");
		assertThat(browser.text(row("copier") + " .c-pid")).isNotEqualTo(pid);
	}

	@Test
	void iterationThatTakesLongIsShownWhileItRuns() {
		browser.await("the running iteration of thumbnails",
				() -> browser.text(row("thumbnails") + " .c-length").matches("(?s)[2-8] s\\s+running"));
	}

	@Test
	void pausesAndResumes() {
		browser.click(row("mailing") + " [data-order=pause]");
		awaitState("mailing", "Paused");
		assertThat(browser.text("#toasts")).contains("mailing pauses");
		assertThat(fleet.state()).contains("\"wanted\":\"PAUSED\"");
		assertThat(browser
			.script("const row = document.querySelector(arguments[0]); return [row.dataset.state, getComputedStyle("
					+ "row.querySelector('.c-name')).boxShadow !== 'none', row.querySelector('.badge use').getAttribute('href')]",
					row("mailing")))
			.isEqualTo(List.of("PAUSED", true, "#icon-PAUSED"));
		browser.click(row("mailing") + " [data-order=resume]");
		awaitState("mailing", "Looping");
	}

	@Test
	void asksBeforeItRestarts() {
		String pid = browser.text(row("copier") + " .c-pid");
		browser.click(row("copier") + " [data-order=restart]");
		assertThat(browser.find("#ask").getText()).contains("Restart copier?")
			.contains("finishes the running iteration");
		assertThat(browser.script("return document.activeElement.id")).isEqualTo("ask-no");
		browser.press(Keys.ESCAPE);
		assertThat(browser.driver().findElement(By.id("ask")).isDisplayed()).isFalse();
		browser.click(row("copier") + " [data-order=restart]");
		browser.click("#ask-yes");
		browser.await("another process", () -> {
			String now = browser.text(row("copier") + " .c-pid");
			return now.matches("\\d+") && !now.equals(pid);
		});
		awaitState("copier", "Looping");
	}

	@Test
	void sendsACommandWithArguments() {
		details("copier");
		browser.find("[aria-label='Command rename'] input").sendKeys("scribe");
		browser.find("[aria-label='Command rename'] input[type=number]").sendKeys("3");
		new Select(browser.find("[aria-label='Command rename'] select")).selectByValue("true");
		browser.click("[aria-label='Command rename'] button");
		browser.await("the result", () -> browser.text("[aria-label='Command rename'] output")
			.contains("became scribe in 3 copies, and is kept"));
		browser.find("[aria-label='Command sum'] textarea").sendKeys("[1, 2, ");
		browser.click("[aria-label='Command sum'] button");
		assertThat(browser.text("[aria-label='Command sum'] output")).isEqualTo("'numbers' is not JSON.");
		browser.find("[aria-label='Command sum'] textarea").sendKeys("39]");
		browser.click("[aria-label='Command sum'] button");
		browser.await("the sum", () -> browser.text("[aria-label='Command sum'] output").equals("42"));
	}

	@Test
	void readsAThreadDumpAndLives() {
		details("copier");
		browser.click("#dump-button");
		browser.await("the dump", () -> browser.text("#dump").contains("java.lang.Thread.State"));
		browser.await("a life", () -> browser.text("#lives tbody").contains("lives"));
		assertThat(browser.text("#log")).contains("[copier]");
	}

	@Test
	void scalesAWorkerAndAsksBeforeInstancesLeave() {
		details("ship-001#0");
		scale(3);
		browser.await("the answer", () -> browser.text("#toasts").contains("ship-001 scales to 3 instances"));
		browser.await("the new number", () -> browser.text("#facts").contains("0 of 3, at most 3, configured are 1"));
		awaitState("ship-001#2", "Looping");
		assertThat(browser.find("#scale-number").getDomAttribute("max")).isEqualTo("3");
		scale(1);
		assertThat(browser.find("#ask").getText()).contains("Scale ship-001 to 1 instance?")
			.contains("2 instances with the highest index finish their iteration");
		assertThat(fleet.state()).contains("ship-001#2");
		browser.click("#ask-yes");
		browser.await("two to leave",
				() -> browser.driver().findElements(By.cssSelector("#rows [data-name^='ship-001']")).size() == 1);
		assertThat(fleet.state()).contains("ship-001#0").doesNotContain("ship-001#1", "ship-001#2");
		browser.press(Keys.ESCAPE);
	}

	private static void scale(int instances) {
		browser.find("#scale-number").clear();
		browser.find("#scale-number").sendKeys(Integer.toString(instances));
		browser.click("#scale-button");
	}

	@Test
	void workerThatVanishesWhileItIsLookedAtIsTold() {
		details("copier");
		browser.script("""
				const look = window.fetch;
				window.fetch = async (path, options) => {
					const response = await look(path, path === 'state' ? { ...options, headers: {} } : options);
					if (path !== 'state') {
						return response;
					}
					const state = await response.json();
					state.workers = state.workers.filter((worker) => worker.name !== 'copier');
					return new Response(JSON.stringify(state), { headers: response.headers });
				};
				""");
		assertThat(browser.find("#details-gone").getText()).isEqualTo("There is no worker of this name any more.");
		browser.press(Keys.ESCAPE);
		assertThat(browser.driver().findElements(By.cssSelector(row("copier")))).isEmpty();
		assertThat(browser.text("#shown")).isEqualTo("5");
	}

	@Test
	void keyboardIsEnough() {
		browser.press(Keys.TAB);
		assertThat(browser.script("return document.activeElement.className")).isEqualTo("skip");
		browser.tabTo(row("invoices") + " .name");
		browser.press(Keys.ARROW_DOWN);
		assertThat(browser.script("return document.activeElement.textContent")).isEqualTo("mailing");
		browser.press(Keys.ENTER);
		browser.find("#details");
		assertThat(browser.script("return document.activeElement.textContent")).isEqualTo("mailing");
		browser.tabTo("#details-orders [data-order=pause]");
		browser.press(Keys.ENTER);
		browser.await("the pause", () -> browser.text("#details-state").contains("Paused"));
		browser.tabTo("#details-orders [data-order=resume]");
		browser.press(Keys.ENTER);
		browser.await("the resumption", () -> browser.text("#details-state").contains("Looping"));
		browser.press(Keys.ESCAPE);
		assertThat(browser.script("return document.activeElement.textContent")).isEqualTo("mailing");
	}

	@Test
	void nobodyIsShutOut() {
		for (String scheme : List.of("light", "dark")) {
			browser.colours(scheme);
			for (int width : List.of(1280, 360)) {
				browser.size(width, 800);
				assertThat(Axe.findings(browser)).as(scheme + " " + width).isEmpty();
			}
			details("copier");
			browser.find("[aria-label='Command rename']");
			assertThat(Axe.findings(browser)).as(scheme + " details").isEmpty();
			browser.click("#details-close");
		}
	}

	@Test
	void fitsAPhone() {
		browser.size(360, 740);
		assertThat((Long) browser.script("return document.documentElement.scrollWidth")).isEqualTo(360);
		assertThat(browser.find(row("copier") + " [data-order=pause]").getSize().getHeight())
			.isGreaterThanOrEqualTo(40);
		details("copier");
		browser.find("[aria-label='Command rename']");
		assertThat((Long) browser.script("return document.querySelector('#details').scrollWidth"))
			.isLessThanOrEqualTo(360);
	}

	@Test
	void workerProcessesServeNothing() {
		assertThat(fleet.process().children()).isNotEmpty()
			.allSatisfy((pid) -> assertThat(ListeningPorts.of(pid)).isEmpty());
	}

	@Test
	void nothingMovesWhenNothingHappens() {
		browser.await("the attention to feed", () -> browser.text("#wrong").contains("feed"));
		Object shift = browser.asyncScript("""
				const done = arguments[arguments.length - 1];
				let sum = 0;
				new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; }))
					.observe({ type: 'layout-shift', buffered: false });
				setTimeout(() => done(Math.round(sum * 1000)), 3500);
				""");
		assertThat(((Long) shift)).as("thousandths of the layout shift").isLessThan(50);
	}

	@Test
	void pictures() throws Exception {
		Duration wait = Duration.parse(System.getProperty("page.images.after", "PT0S"));
		Thread.sleep(wait.toMillis());
		browser.click(row("mailing") + " [data-order=pause]");
		awaitState("mailing", "Paused");
		browser.await("no message", () -> browser.text("#toasts").isEmpty());
		browser.size(1280, 760);
		picture("page.png");
		browser.colours("dark");
		picture("page-dark.png");
		browser.size(360, 740);
		browser.colours("light");
		picture("page-phone.png");
		browser.size(1280, 760);
		browser.click(row("mailing") + " [data-order=resume]");
		awaitState("mailing", "Looping");
	}

	private static void picture(String name) throws IOException {
		Files.createDirectories(IMAGES);
		byte[] picture = browser.picture();
		assertThat(picture.length).as(name).isBetween(5_000, 150_000);
		Files.write(IMAGES.resolve(name), picture);
	}

	private static void details(String name) {
		browser.click(row(name) + " .name");
		browser.find("#details");
		browser.await("the details of " + name,
				() -> browser.text("#details-title").equals(name) && !browser.text("#log").isEmpty());
	}

	private static void awaitState(String name, String state) {
		browser.await(name + " to be " + state, () -> browser.text(row(name) + " .c-state").startsWith(state));
	}

	private static String row(String name) {
		return "#rows [data-name='" + name + "']";
	}

}
