package io.forewarm.local.monitoring;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.forewarm.local.stack.LocalStack;
import io.forewarm.local.stack.StackConfig;
import io.forewarm.local.stack.StackListener;
import io.forewarm.schemas.RuleSetting;
import io.forewarm.schemas.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The console in a real Chromium beside a running stack and a service: every view in light, dark
 * and on a phone, with what it should say, without an error in the browser's console and without a
 * serious finding of axe. Screenshots stay in {@code target/console}.
 */
@Tag("integration")
@TestInstance(Lifecycle.PER_CLASS)
class ConsoleViewsTest {
  private static final Path SHOTS = Path.of("target", "console");
  private static final String TOKEN = "token-of-the-views-test";
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int MOST_BYTES = 300_000;
  private static final LocatorAssertions.IsVisibleOptions SOON =
      new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS);
  private static final LocatorAssertions.ContainsTextOptions SAYS_SOON =
      new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS);

  private static final LocatorAssertions.HasCountOptions COUNTS_SOON =
      new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MILLIS);

  private final List<String> complaints = new ArrayList<>();
  private String axe = "";
  private @Nullable LocalStack stack;
  private @Nullable SmallService service;
  private @Nullable Playwright playwright;
  private @Nullable Browser browser;
  private @Nullable BrowserContext context;

  @BeforeAll
  void start() throws Exception {
    Path chromium = Program.installed("chromium").path();
    axe = axe();
    stack =
        LocalStack.start(
            StackConfig.DEFAULT
                .withTopics(new Topics("console.", 2))
                .withApp(Map.of("console.token", TOKEN)),
            new StackListener() {});
    service = new SmallService(stack);
    service.readOften(7);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium)
                    .setArgs(List.of("--no-sandbox", "--disable-gpu")));
  }

  private static String axe() throws IOException {
    Properties facts = new Properties();
    facts.load(resource("/META-INF/maven/org.webjars.npm/axe-core/pom.properties"));
    String file = "/META-INF/resources/webjars/axe-core/%s/axe.min.js";
    try (InputStream script = resource(file.formatted(facts.getProperty("version")))) {
      return new String(script.readAllBytes(), UTF_8);
    }
  }

  private static InputStream resource(String path) {
    return Objects.requireNonNull(ConsoleViewsTest.class.getResourceAsStream(path), path);
  }

  @AfterAll
  void end() throws Exception {
    for (AutoCloseable part : new AutoCloseable[] {browser, playwright, service, stack}) {
      if (part != null) {
        part.close();
      }
    }
  }

  @BeforeEach
  void begin() {
    complaints.clear();
    context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 900));
  }

  @AfterEach
  void noErrorInTheBrowser() {
    context.close();
    assertThat(complaints).as("errors in the browser's console").isEmpty();
  }

  private Page open(String view) {
    Page page = context.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.navigate(stack.addresses().http() + "/#/" + view);
    return page;
  }

  /** Looks at a view in every form, and lets axe look at it. */
  private void look(Page page, String name) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    findNothingSerious(page, name + " in light");
    shoot(page, name + "-light");
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    findNothingSerious(page, name + " in dark");
    shoot(page, name + "-dark");
    page.setViewportSize(390, 844);
    findNothingSerious(page, name + " on a phone");
    shoot(page, name + "-phone");
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .as(name + " scrolls sideways on a phone")
        .isEqualTo(true);
  }

  private static void shoot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")).setFullPage(true));
  }

  private void findNothingSerious(Page page, String name) {
    page.evaluate(axe);
    Object findings =
        page.evaluate(
            "async () => (await axe.run()).violations"
                + ".filter(it => ['serious', 'critical'].includes(it.impact))"
                + ".map(it => it.id + ': ' + it.nodes.map(node => node.html).slice(0, 3).join(' '))");
    assertThat((List<?>) findings).as("findings of axe: " + name).isEmpty();
  }

  private static Locator row(Page page, String text) {
    return page.locator("tbody tr").filter(hasText(text)).first();
  }

  @Test
  void overview() {
    Page page = open("overview");
    assertThat(row(page, SmallService.REGION)).isVisible(SOON);
    assertThat(page.locator("fw-status")).containsText("ready", SAYS_SOON);
    assertThat(page.locator("fw-overview canvas")).hasCount(3);
    assertThat(page.locator("figure").first()).containsText("reads/s", SAYS_SOON);
    page.selectOption("select", SmallService.REGION);
    look(page, "overview");
  }

  @Test
  void hotKeysLeadToWhatHappenedToThem() {
    Page page = open("hot-keys");
    assertThat(row(page, "posts:post:7")).isVisible(SOON);
    look(page, "hot-keys");
    row(page, "posts:post:7").getByRole(AriaRole.LINK).click();
    assertThat(page.locator(".verdict"))
        .containsText(Pattern.compile("It was (loaded|stored)"), SAYS_SOON);
    assertThat(row(page, "redis")).isVisible(SOON);
    look(page, "key");
  }

  @Test
  void aKeyIsAskedForByKeyboardAlone() {
    Page page = open("overview");
    assertThat(row(page, SmallService.REGION)).isVisible(SOON);
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
    assertThat(page.locator("main")).isFocused();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Key").setExact(true))
        .focus();
    page.keyboard().press("Enter");
    page.getByLabel("Cache key").focus();
    page.keyboard().type("posts:post:nobody");
    page.keyboard().press("Enter");
    assertThat(page.locator(".verdict")).containsText("Nothing is stored", SAYS_SOON);
  }

  @Test
  void statistics() {
    Page page = open("statistics");
    assertThat(row(page, "post:*")).isVisible(SOON);
    page.selectOption("select", "hour");
    assertThat(row(page, "all keys")).isVisible(SOON);
    look(page, "statistics");
  }

  @Test
  void recommendationsAreDismissedRecalledAndApplied() {
    service.keepBriefly();
    Page page = open("recommendations");
    Locator status = page.locator("main [role=status]");
    Locator advice = row(page, "keep values of brief:entry:{id} fresh");
    assertThat(advice).isVisible(SOON);
    look(page, "recommendations");

    page.setViewportSize(1280, 900);
    advice.getByRole(AriaRole.BUTTON, named("Dismiss")).click();
    page.getByLabel("Token of the console").fill(TOKEN);
    page.keyboard().press("Enter");
    assertThat(status).containsText("stays away until");
    advice.getByRole(AriaRole.BUTTON, named("Show again")).click();
    assertThat(status).containsText("is shown again");
    advice.getByRole(AriaRole.BUTTON, named("Apply")).click();
    assertThat(status).containsText("brief:entry:{id} has its rule: hard-ttl");
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }

  @Test
  void actAndObserve() {
    Page page = open("observe");
    assertThat(page.locator("main")).containsText("No rule sets a mode", SAYS_SOON);
    look(page, "observe");
  }

  @Test
  void memoryAndSlots() {
    Page page = open("memory");
    assertThat(row(page, "256.0 MB")).isVisible(SOON);
    assertThat(page.locator("table").last().locator("tbody tr").first()).isVisible(SOON);
    assertThat(page.locator("figcaption")).containsText("Most in slots", SAYS_SOON);
    page.getByLabel("What the map shows").selectOption("bytes");
    assertThat(page.locator("figcaption")).containsText("of values read from Redis");
    page.locator("canvas").hover();
    assertThat(page.locator("figcaption")).containsText("slots ");
    look(page, "memory");
  }

  @Test
  void consistency() {
    Page page = open("consistency");
    assertThat(row(page, "ms").locator("td").nth(1)).containsText("%", SAYS_SOON);
    assertThat(row(page, SmallService.REGION)).isVisible(SOON);
    assertThat(page.locator("main")).containsText("records of 2 partitions", SAYS_SOON);
    look(page, "consistency");
  }

  @Test
  void foresight() {
    Page page = open("foresight");
    assertThat(row(page, "done")).isVisible(SOON);
    assertThat(page.locator(".tiles")).containsText("precision");
    look(page, "foresight");
  }

  @Test
  void topicsAndDeadLetters() throws Exception {
    Topics topics = stack.config().topics();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", stack.addresses().kafka()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topics.access.name(), 0, null, new byte[] {1, 2})).get();
    }
    Page page = open("topics/hot-keys");
    assertThat(row(page, "invalidations")).isVisible(SOON);
    assertThat(row(page, "\"key\":\"posts:post:7\"")).isVisible(SOON);
    assertThat(row(page, "loaders.small-service")).isVisible(SOON);
    Locator letter = page.locator("tbody tr").filter(hasText("2 bytes are no record"));
    assertThat(letter).hasCount(1, COUNTS_SOON);
    look(page, "topics");

    page.setViewportSize(1280, 900);
    letter.getByRole(AriaRole.BUTTON).click();
    page.getByLabel("Token of the console").fill("not-the-token-at-all");
    page.keyboard().press("Enter");
    assertThat(page.locator("main [role=status]")).containsText("not that of console.token");
    complaints.removeIf(complaint -> complaint.contains("401"));
    letter.getByRole(AriaRole.BUTTON).click();
    findNothingSerious(page, "the question for the token");
    page.getByLabel("Token of the console").fill(TOKEN);
    page.keyboard().press("Enter");
    assertThat(page.locator("main [role=status]")).containsText("1 of 1 went back");
    assertThat(letter).hasCount(2, COUNTS_SOON);
  }

  @Test
  void rulesArePutEditedAndRemoved() {
    Page page = open("rules/profiles");
    Locator status = page.locator("main [role=status]").first();
    assertThat(page.locator(".settings label")).hasCount(RuleSetting.values().length);
    page.getByLabel("soft-ttl").fill("soon");
    assertThat(page.locator(".rule .verdict")).containsText("'soon' is no duration");
    complaints.removeIf(complaint -> complaint.contains("400"));
    page.getByLabel("soft-ttl").fill("90s");
    page.getByLabel("warming").selectOption("off");
    assertThat(page.locator(".rule .verdict"))
        .containsText("./forewarm rules put 'profiles' --soft-ttl 90s --warming off");
    button(page, "Put this rule").click();
    page.getByLabel("Token of the console").fill(TOKEN);
    page.keyboard().press("Enter");
    assertThat(status).containsText("profiles has its rule: soft-ttl 90s, warming off.");
    assertThat(row(page, "soft-ttl 90s, warming off")).isVisible(SOON);
    page.getByLabel("Cache key").fill("profiles:user:7");
    assertThat(page.locator("main > * > .verdict")).containsText("soft-ttl 90s, warming off");
    look(page, "rules");

    page.setViewportSize(1280, 900);
    page.getByLabel("soft-ttl").fill("");
    Locator rule = row(page, "soft-ttl 90s, warming off");
    rule.getByRole(AriaRole.BUTTON, named("Edit")).click();
    assertThat(page.getByLabel("soft-ttl")).hasValue("90s");
    assertThat(page.locator(".rule .verdict")).containsText("It replaces: soft-ttl 90s");
    rule.getByRole(AriaRole.BUTTON, named("Remove")).click();
    assertThat(status).containsText("profiles has no rule any more.");
    assertThat(rule).hasCount(0, COUNTS_SOON);
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  private static Locator.FilterOptions hasText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  @Test
  void aPageIsSmallAndReadySoon() {
    Page page = open("overview");
    assertThat(page.locator("fw-overview canvas")).hasCount(3);
    Number bytes =
        (Number)
            page.evaluate(
                "performance.getEntries().reduce((sum, it) => sum + (it.transferSize || 0), 0)");
    System.out.printf(
        "console: %,d bytes, ready after %s ms%n",
        bytes.longValue(),
        page.evaluate("Math.round(performance.getEntriesByType('navigation')[0].duration)"));
    assertThat(bytes.longValue()).isBetween(10_000L, (long) MOST_BYTES);
  }
}
