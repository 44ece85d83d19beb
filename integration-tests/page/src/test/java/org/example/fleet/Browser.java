package org.example.fleet;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A real browser without a window, Debian's Chromium. It is driven offline: both programs
 * are given by their paths.
 */
final class Browser implements AutoCloseable {

	static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final List<String> BINARIES = List.of("/usr/bin/chromium", "/usr/bin/chromium-browser",
			"/usr/bin/google-chrome");

	private static final List<String> DRIVERS = List.of("/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver");

	/**
	 * Selenium warns that it has no copy of the newest protocol, which is not used.
	 */
	private static final Logger logger = Logger.getLogger("org.openqa.selenium");

	private final ChromeDriver driver;

	Browser() {
		logger.setLevel(Level.SEVERE);
		ChromeOptions options = new ChromeOptions();
		options.setBinary(find(BINARIES));
		options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
				"--hide-scrollbars", "--force-device-scale-factor=1", "--lang=en-GB", "--disable-background-networking",
				"--disable-component-update", "--no-first-run", "--disable-sync", "--no-default-browser-check");
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.ALL);
		logs.enable(LogType.PERFORMANCE, Level.ALL);
		options.setCapability("goog:loggingPrefs", logs);
		this.driver = new ChromeDriver(
				new ChromeDriverService.Builder().usingDriverExecutable(new File(Objects.requireNonNull(find(DRIVERS))))
					.usingAnyFreePort()
					.build(),
				options);
		this.driver.manage().timeouts().scriptTimeout(PATIENCE).pageLoadTimeout(PATIENCE);
		size(1280, 800);
	}

	/**
	 * Return why there is no browser here, or {@code null}.
	 */
	static String missing() {
		if (find(BINARIES) == null) {
			return "none of " + BINARIES + " is installed; '.ci/browser' installs one on Debian";
		}
		return (find(DRIVERS) == null) ? "none of " + DRIVERS + " is installed; '.ci/browser' installs one on Debian"
				: null;
	}

	private static String find(List<String> paths) {
		return paths.stream().filter((path) -> Files.isExecutable(Path.of(path))).findFirst().orElse(null);
	}

	ChromeDriver driver() {
		return this.driver;
	}

	void open(String url) {
		this.driver.get(url);
	}

	void size(int width, int height) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
	}

	void colours(String scheme) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme),
						Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
	}

	WebElement find(String selector) {
		return until("an element '" + selector + "'",
				() -> this.driver.findElements(By.cssSelector(selector))
					.stream()
					.filter(WebElement::isDisplayed)
					.findFirst()
					.orElse(null));
	}

	String text(String selector) {
		return this.driver.findElements(By.cssSelector(selector))
			.stream()
			.findFirst()
			.map(WebElement::getText)
			.orElse("");
	}

	void click(String selector) {
		find(selector).click();
	}

	/**
	 * Press keys, wherever the focus is.
	 */
	void press(CharSequence... keys) {
		this.driver.switchTo().activeElement().sendKeys(keys);
	}

	/**
	 * Press the tabulator until an element has the focus.
	 */
	void tabTo(String selector) {
		for (int i = 0; i < 60; i++) {
			if (Boolean.TRUE.equals(script("return document.activeElement.matches(arguments[0])", selector))) {
				return;
			}
			press(Keys.TAB);
		}
		throw new AssertionError("The keyboard does not lead to '" + selector + "'");
	}

	Object script(String script, Object... arguments) {
		return this.driver.executeScript(script, arguments);
	}

	Object asyncScript(String script, Object... arguments) {
		return this.driver.executeAsyncScript(script, arguments);
	}

	void await(String what, Supplier<Boolean> condition) {
		until(what, () -> condition.get() ? Boolean.TRUE : null);
	}

	<T> T until(String what, Supplier<T> value) {
		return new WebDriverWait(this.driver, PATIENCE, Duration.ofMillis(50))
			.ignoring(StaleElementReferenceException.class)
			.withMessage(what)
			.until((driver) -> value.get());
	}

	/**
	 * Return what the browser has complained about since it was last asked: errors of
	 * scripts, requests that failed, violations of the policy.
	 */
	List<String> complaints() {
		return this.driver.manage()
			.logs()
			.get(LogType.BROWSER)
			.getAll()
			.stream()
			.filter((entry) -> entry.getLevel().intValue() >= Level.WARNING.intValue())
			.map(LogEntry::getMessage)
			.toList();
	}

	/**
	 * Return the addresses that the browser has asked since it was last asked.
	 */
	Stream<String> requests() {
		return this.driver.manage()
			.logs()
			.get(LogType.PERFORMANCE)
			.getAll()
			.stream()
			.map(LogEntry::getMessage)
			.filter((message) -> message.contains("\"Network.requestWillBeSent\""))
			.map((message) -> message.replaceFirst("(?s).*\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1"));
	}

	byte[] picture() {
		// Nothing is under the mouse, and nothing has the focus
		new Actions(this.driver).moveToLocation(2, 2).perform();
		script("document.activeElement.blur(); scrollTo(0, 0)");
		return this.driver.getScreenshotAs(OutputType.BYTES);
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
