package io.forewarm.streams.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EndHistoryTest {
  private final EndHistory history = new EndHistory();

  private static long at(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  @Test
  void aReaderIsAsOldAsTheFirstRecordThatItLacks() {
    history.add(at(0), 100);
    history.add(at(5), 150);
    history.add(at(10), 150);
    history.add(at(15), 200);
    assertThat(history.secondsBehind(at(20), 200)).isZero();
    assertThat(history.secondsBehind(at(20), 150)).isEqualTo(5);
    assertThat(history.secondsBehind(at(20), 149)).isEqualTo(15);
    assertThat(history.secondsBehind(at(20), 0)).as("at least").isEqualTo(20);
    assertThat(history.recordsBehind(120)).isEqualTo(80);
    assertThat(history.recordsBehind(300)).isZero();
  }

  @Test
  void nothingIsKnownBeforeTheFirstLookAndAfterATopicWasMadeAnew() {
    assertThat(history.secondsBehind(at(1), 0)).isZero();
    assertThat(history.recordsBehind(0)).isZero();
    history.add(at(0), 1000);
    history.add(at(5), 3);
    assertThat(history.secondsBehind(at(6), 0)).isEqualTo(1);
    assertThat(history.recordsBehind(0)).isEqualTo(3);
  }

  @Test
  void theRateIsThatOfTheLastTwoLooks() {
    history.add(at(0), 100);
    assertThat(history.perSecond()).isZero();
    history.add(at(5), 150);
    assertThat(history.perSecond()).isEqualTo(10);
    history.add(at(10), 150);
    history.add(at(15), 200);
    assertThat(history.perSecond()).isEqualTo(5);
  }

  @Test
  void aDayOfLooksIsRememberedRoughly() {
    for (int seconds = 0; seconds <= 86_400; seconds += 5) {
      history.add(at(seconds), seconds);
    }
    assertThat(history.secondsBehind(at(86_400), 86_395)).isZero();
    assertThat(history.secondsBehind(at(86_400), 43_200)).isBetween(7_200.0, 43_200.0);
    assertThat(history.recordsBehind(43_200)).isEqualTo(43_200);
  }
}
