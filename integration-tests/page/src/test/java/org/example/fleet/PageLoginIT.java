package org.example.fleet;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who is let in, by the login of Spring Security, by a token, or by a proxy; and a page
 * on which nobody acts.
 */
@RequiresBrowser
class PageLoginIT {

	private static final List<String> QUICK = List.of("--daemon.isolation=thread",
			"--daemon.workers.feed.enabled=false");

	private Browser browser;

	@BeforeEach
	void start() {
		this.browser = new Browser();
	}

	@AfterEach
	void stop() {
		this.browser.close();
	}

	@Test
	void accountThatHasLoggedInWatchesAndActs() {
		try (Fleet fleet = Fleet.start("/shop",
				with("--spring.security.user.name=ops", "--spring.security.user.password=secret"))) {
			this.browser.open(fleet.url());
			this.browser.find("input[name=username]").sendKeys("ops");
			this.browser.find("input[name=password]").sendKeys("secret");
			this.browser.click("button[type=submit]");
			awaitState("Looping");
			assertThat(this.browser.driver().getCurrentUrl()).startsWith(fleet.url() + "/");
			// The login is Spring Security's page
			this.browser.complaints();
			this.browser.click("#rows [data-name=mailing] [data-order=pause]");
			awaitState("Paused");
			assertThat(this.browser.complaints()).isEmpty();
			this.browser.driver().manage().deleteAllCookies();
			this.browser.await("the end of the login",
					() -> this.browser.text("#notice").startsWith("You are not logged in, or your login has ended."));
			assertThat(this.browser.find("#notice-link").getText()).isEqualTo("Load the page again");
		}
	}

	@Test
	void tokenIsAskedForAndRemembered() {
		try (Fleet fleet = Fleet.start("",
				with("--spring.profiles.active=open", "--daemon.rpc.token=open-sesame-open"))) {
			this.browser.open(fleet.url());
			this.browser.find("#token").sendKeys("open-sesame-shut");
			this.browser.click("#token-form button");
			this.browser.await("the refusal", () -> this.browser.text("#notice-text").equals("That is not the token."));
			this.browser.find("#token").sendKeys("open-sesame-open");
			this.browser.click("#token-form button");
			awaitState("Looping");
			this.browser.click("#rows [data-name=mailing] [data-order=pause]");
			awaitState("Paused");
			this.browser.driver().navigate().refresh();
			awaitState("Paused");
		}
	}

	@Test
	void nobodyActsOnAPageThatIsReadOnly() {
		try (Fleet fleet = Fleet.start("", with("--spring.profiles.active=open", "--daemon.page.read-only=true",
				"--daemon.rpc.http.access=unrestricted"))) {
			this.browser.open(fleet.url());
			awaitState("Looping");
			assertThat(this.browser.text(".top")).contains("read-only");
			assertThat(this.browser.driver().findElements(By.cssSelector("[data-order], input[type=checkbox]")))
				.noneMatch((element) -> element.isDisplayed());
			this.browser.click("#rows [data-name=copier] .name");
			this.browser.await("the details", () -> !this.browser.text("#log").isEmpty());
			assertThat(this.browser.driver().findElements(By.cssSelector("#details [data-order], #details form")))
				.noneMatch((element) -> element.isDisplayed());
			assertThat(this.browser.complaints()).isEmpty();
		}
	}

	@Test
	void proxyMayAddAPrefix() throws Exception {
		try (PrefixProxy proxy = new PrefixProxy("/tools/shop");
				Fleet fleet = Fleet.start("",
						with("--spring.profiles.active=open", "--daemon.rpc.http.access=unrestricted",
								"--daemon.rpc.http.allowed-origins=http://localhost:" + proxy.port()))) {
			proxy.leadTo(fleet.port());
			this.browser.open("http://localhost:" + proxy.port() + "/tools/shop/daemon");
			awaitState("Looping");
			assertThat(this.browser.driver().getCurrentUrl()).endsWith("/tools/shop/daemon/");
			this.browser.click("#rows [data-name=mailing] [data-order=pause]");
			awaitState("Paused");
			assertThat(this.browser.complaints()).isEmpty();
		}
	}

	private static List<String> with(String... arguments) {
		ArrayList<String> all = new ArrayList<>(QUICK);
		all.addAll(List.of(arguments));
		return all;
	}

	private void awaitState(String state) {
		this.browser.await("mailing to be " + state,
				() -> this.browser.text("#rows [data-name=mailing] .c-state").startsWith(state));
	}

}
