package io.forewarm.local.monitoring;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.RegionStats;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.console.Boards;
import io.forewarm.streams.console.ConsoleConfig;
import io.forewarm.streams.console.ConsoleServer;
import io.forewarm.streams.console.InspectionDesk;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The page beside 1,000 regions and 10,000 hot keys that change each second: it shows a part and
 * finds the rest, and goes on drawing. Times are printed, counts are judged.
 */
@Tag("integration")
class ConsoleScaleTest {
  private static final int REGIONS = 1_000;
  private static final int HOT_KEYS = 10_000;
  private static final int ROWS = 100;
  private static final int STATES = 5;
  private static final int PATIENCE_MILLIS = 30_000;
  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
  private static final String WATCH =
      """
      window.seen = { states: 0, frames: 0, most: 0, bytes: 0, long: [] };
      new PerformanceObserver((list) => list.getEntries().forEach((it) => seen.long.push(it.duration)))
        .observe({ type: "longtask" });
      const Source = window.EventSource;
      window.EventSource = class extends Source {
        constructor(address) {
          super(address);
          this.addEventListener("state", (event) => {
            seen.states++;
            seen.bytes = event.data.length;
          });
        }
      };
      let before = performance.now();
      requestAnimationFrame(function frame(now) {
        seen.frames++;
        seen.most = Math.max(seen.most, now - before);
        before = now;
        requestAnimationFrame(frame);
      });
      """;

  private final List<String> complaints = new ArrayList<>();
  private final ScheduledExecutorService feeder = Executors.newSingleThreadScheduledExecutor();
  private final Topics topics = new Topics("scale.", 1);
  private final Boards boards = Boards.empty(Map.of(), topics);
  private final ConsoleServer console =
      ConsoleServer.start(
          "127.0.0.1",
          0,
          ConsoleConfig.DEFAULT,
          new ConsoleServer.Views(
              () -> "",
              new SimpleMeterRegistry(),
              List.of(),
              List.of(),
              boards,
              new InspectionDesk(() -> null, Duration::parse),
              Map.of(),
              topics,
              name -> false));
  private Chromium chromium;

  @BeforeEach
  void start() {
    assertThat(new RecordSerdes(Map.of())).isNotNull(); // lets Avro make the records below
    feeder.scheduleAtFixedRate(this::feed, 0, 1, TimeUnit.SECONDS);
    chromium = Chromium.start();
  }

  @AfterEach
  void stop() {
    chromium.close();
    feeder.shutdownNow();
    console.close();
  }

  private void feed() {
    long now = System.currentTimeMillis() / 1000 * 1000;
    for (int region = 0; region < REGIONS; region++) {
      boards.regions().put("region-%04d".formatted(region), second(now - 1000, 2000 - region));
    }
    for (int key = 0; key < HOT_KEYS; key++) {
      String name = "region-%04d:key:%05d".formatted(key % REGIONS, key);
      boards.hotKeys().put(name, hot(name, 20_000 - key, now));
    }
  }

  private static RegionStats second(long from, long reads) {
    return RegionStats.newBuilder()
        .setFromMs(from)
        .setToMs(from + 1000)
        .setReads(reads)
        .setNearHits(reads / 2)
        .setRedisHits(reads / 4)
        .setStaleHits(0)
        .setMisses(reads / 4)
        .setLoads(reads / 4)
        .setLoadFailures(0)
        .setLoadMicros(reads * 1000)
        .setWrites(1)
        .build();
  }

  private static HotKey hot(String name, double rate, long now) {
    return HotKey.newBuilder()
        .setKey(name)
        .setRatePerSecond(rate)
        .setShare(0.1)
        .setRank(1)
        .setReads((long) rate)
        .setWindowMs(10_000)
        .setSince(now)
        .setUntil(now + HOUR_MILLIS)
        .setSources(List.of("web", "api"))
        .build();
  }

  private Page open(String view) {
    Page page = chromium.browser().newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.onPageError(complaints::add);
    page.addInitScript(WATCH);
    page.navigate("http://127.0.0.1:" + console.port() + "/#/" + view);
    await(page, "seen.states >= " + STATES);
    return page;
  }

  /** The page's policy forbids what Playwright's own waiting does. */
  private static void await(Page page, String condition) {
    Awaitility.await()
        .atMost(Duration.ofMillis(PATIENCE_MILLIS))
        .pollInSameThread()
        .until(() -> page.evaluate(condition).equals(true));
  }

  private static void report(String view, Page page) {
    System.out.printf(
        "scale: %s: %s%n",
        view,
        page.evaluate(
            "`${seen.states} states of ${seen.bytes} bytes, ${seen.frames} frames, longest pause "
                + "${Math.round(seen.most)} ms, ${seen.long.length} long tasks, longest "
                + "${Math.round(Math.max(0, ...seen.long))} ms`"));
  }

  /** Types into a filter, and measures until its one row is shown. */
  private static void find(Page page, String label, String text) {
    long began = System.nanoTime();
    page.getByLabel(label).fill(text);
    Locator rows = page.locator("main table").last().locator("tbody tr");
    assertThat(rows).hasCount(1, soon());
    assertThat(rows).containsText(text);
    System.out.printf(
        "scale: '%s' found after %d ms%n", text, (System.nanoTime() - began) / 1_000_000);
  }

  private static LocatorAssertions.HasCountOptions soon() {
    return new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MILLIS);
  }

  /** Between two states the page draws, and what it holds does not grow with what there is. */
  private void isFluent(Page page) {
    int elements = ((Number) page.evaluate("document.querySelectorAll('*').length")).intValue();
    int states = ((Number) page.evaluate("seen.states")).intValue();
    int frames = ((Number) page.evaluate("seen.frames")).intValue();
    int bytes = ((Number) page.evaluate("seen.bytes")).intValue();
    assertThat(elements).as("elements of the page").isLessThan(3_000);
    assertThat(bytes).as("characters of a state").isLessThan(200_000);
    assertThat(frames).as("frames in %d states", states).isGreaterThan(3 * states);
    assertThat(complaints).as("errors in the browser's console").isEmpty();
  }

  @Test
  void tenThousandHotKeysAreSearchedOnTheServer() {
    Page page = open("hot-keys");
    assertThat(page.locator("tbody tr")).hasCount(ROWS, soon());
    assertThat(page.locator("main")).containsText("100 of 10,000 are shown.");
    find(page, "Only keys that contain", "region-0999:key:09999");
    page.getByLabel("Only keys that contain").fill("region-0500:");
    assertThat(page.locator("tbody tr")).hasCount(HOT_KEYS / REGIONS, soon());
    report("hot keys", page);
    isFluent(page);
  }

  @Test
  void aThousandRegionsAreSummedAndSearchedOnTheServer() {
    Page page = open("overview");
    assertThat(page.locator("table").last().locator("tbody tr")).hasCount(ROWS, soon());
    assertThat(page.locator("main")).containsText("100 of 1,000 are shown.");
    assertThat(page.locator("fw-overview canvas")).hasCount(3);
    find(page, "Only regions that contain", "region-0999");
    page.locator("table").last().locator("tbody a").click();
    assertThat(page.getByLabel("Region of the charts")).hasValue("region-0999");
    await(page, "document.querySelector('figcaption').textContent !== 'reads/s: –'");
    report("overview", page);
    isFluent(page);
  }
}
