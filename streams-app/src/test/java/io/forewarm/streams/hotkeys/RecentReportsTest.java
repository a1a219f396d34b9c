package io.forewarm.streams.hotkeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RecentReportsTest {
  private static final long CLIENT = 7;

  private final RecentReports reports = new RecentReports();

  @Test
  void aNumberThatCameBeforeIsNoFirst() {
    assertThat(reports.isFirst(CLIENT, 0)).isTrue();
    assertThat(reports.isFirst(CLIENT, 0)).isFalse();
    assertThat(reports.isFirst(CLIENT, 64)).isTrue();
    assertThat(reports.isFirst(CLIENT, 0)).as("64 back is still known").isFalse();
    assertThat(reports.isFirst(CLIENT, 1)).isTrue();
    assertThat(reports.isFirst(CLIENT, 1)).isFalse();
    assertThat(reports.isFirst(CLIENT + 1, 1)).as("another client").isTrue();
  }

  @Test
  void withoutANumberEveryReportIsFirst() {
    assertThat(reports.isFirst(CLIENT, -1)).isTrue();
    assertThat(reports.isFirst(CLIENT, -1)).isTrue();
  }

  @Test
  void theClientsHeardLeastRecentlyAreForgotten() {
    for (long client = 0; client <= RecentReports.MOST_CLIENTS; client++) {
      assertThat(reports.isFirst(client, 5)).isTrue();
    }
    assertThat(reports.isFirst(RecentReports.MOST_CLIENTS, 5)).isFalse();
    assertThat(reports.isFirst(0, 5)).isTrue();
    assertThat(reports.news()).hasSize(RecentReports.MOST_CLIENTS);
  }

  @Property
  void inAnyOrderWithinReachEachNumberIsFirstOnce(@ForAll long seed) {
    Random random = new Random(seed);
    RecentReports saved = new RecentReports();
    Set<Long> came = new HashSet<>();
    long highest = 0;
    for (int i = 0; i < 300; i++) {
      long number = Math.max(0, highest + random.nextInt(80) - 64);
      highest = Math.max(highest, number);
      if (number >= highest - 64) {
        assertThat(saved.isFirst(CLIENT, number)).isEqualTo(came.add(number));
      }
      if (random.nextInt(20) == 0) {
        RecentReports restored = new RecentReports();
        if (i > 0) {
          saved.isFirst(CLIENT, highest);
        }
        saved.news().forEach(restored::restore);
        saved = came.isEmpty() || !restored.isFirst(CLIENT, highest) ? restored : saved;
      }
    }
  }
}
