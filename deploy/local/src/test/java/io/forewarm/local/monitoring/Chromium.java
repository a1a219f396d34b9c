package io.forewarm.local.monitoring;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.util.List;
import java.util.Map;

/** The browser of this machine; a test is skipped where it is not installed. */
record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {
  static Chromium start() {
    BrowserType.LaunchOptions options =
        new BrowserType.LaunchOptions()
            .setExecutablePath(Program.installed("chromium").path())
            .setArgs(List.of("--no-sandbox", "--disable-gpu"));
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return new Chromium(playwright, playwright.chromium().launch(options));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
