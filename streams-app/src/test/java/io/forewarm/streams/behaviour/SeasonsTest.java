package io.forewarm.streams.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What came back at 18:00 is told before 18:00. Entries live an hour but where a test says so. */
class SeasonsTest {
  private final SeasonStore store = new MemorySeasons();
  private final Seasons seasons = seasons(Duration.ofHours(1));

  private Seasons seasons(Duration life) {
    return new Seasons(store, life.toMillis());
  }

  private static long at(int day, int hour, int minute) {
    return LocalDateTime.of(2026, 3, day, hour, minute).toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  private static List<Seasons.Return> due(Seasons asked, long from, long to) {
    asked.due(from);
    List<Seasons.Return> due = new ArrayList<>();
    for (long now = from; now <= to; now += 1_000) {
      due.addAll(asked.due(now));
    }
    return due;
  }

  @Test
  void whatComesBackEveryEveningIsToldTenMinutesBefore() {
    for (int day = 1; day <= 4; day++) {
      seasons.cameBack("film", at(day, 18, day), 1);
      seasons.cameBack("film", at(day, 18, day), 2);
      seasons.cameBack("film", at(day, 18, day), 3);
      seasons.cameBack("film", at(day, 18, day), 4);
    }
    assertThat(due(seasons, at(5, 17, 40), at(5, 17, 49))).isEmpty();
    List<Seasons.Return> due = due(seasons, at(5, 17, 49), at(5, 17, 50));
    assertThat(due).singleElement().extracting(Seasons.Return::key).isEqualTo("film");
    assertThat(due.get(0).count()).isEqualTo(4);
    assertThat(due.get(0).known()).isEqualTo(4);
    assertThat(due.get(0).reads()).isEqualTo(4);
    assertThat(due(seasons, at(5, 17, 51), at(5, 23, 59))).as("once").isEmpty();
  }

  @Test
  void aDayWithoutItIsRemembered() {
    seasons.cameBack("film", at(1, 18, 0), 1);
    seasons.cameBack("film", at(3, 18, 0), 1);
    Seasons.Return due = due(seasons, at(4, 17, 49), at(4, 17, 50)).get(0);
    assertThat(due.count()).isEqualTo(2);
    assertThat(due.known()).isEqualTo(3);
    assertThat(due.yesterday()).isEqualTo(1);
    due = due(seasons, at(5, 17, 49), at(5, 17, 50)).get(0);
    assertThat(due.yesterday()).isZero();
    assertThat(due.known()).isEqualTo(4);
  }

  @Test
  void whatHasNotComeBackForAWeekIsForgotten() {
    seasons.cameBack("film", at(1, 18, 0), 1);
    assertThat(due(seasons, at(8, 17, 49), at(8, 17, 50))).as("a week later").hasSize(1);
    assertThat(due(seasons, at(9, 17, 49), at(9, 17, 50))).isEmpty();
    assertThat(store.get(18 * 3600, "film")).isZero();
  }

  @Test
  void ofShortLivesTheStepsAreShortToo() {
    Seasons minutes = seasons(Duration.ofMinutes(5));
    minutes.cameBack("film", at(1, 18, 0), 1);
    assertThat(minutes.leadMs()).isEqualTo(150_000);
    assertThat(due(minutes, at(2, 17, 56), at(2, 17, 57))).isEmpty();
    assertThat(due(minutes, at(2, 17, 57), at(2, 17, 58))).hasSize(1);

    Seasons none = seasons(Duration.ofSeconds(1));
    none.cameBack("film", at(1, 18, 0), 1);
    assertThat(none.next(at(2, 0, 0))).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whatWasMarkedInShortStepsIsFoundByLongOnes() {
    seasons(Duration.ofMinutes(5)).cameBack("film", at(1, 18, 5), 1);
    assertThat(due(seasons, at(2, 17, 49), at(2, 17, 50))).hasSize(1);
  }
}
