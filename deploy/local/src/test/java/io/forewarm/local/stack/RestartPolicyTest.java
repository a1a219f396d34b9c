package io.forewarm.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
  private final RestartPolicy policy = new RestartPolicy(3, Duration.ofSeconds(60));

  private boolean diesAt(StackPart part, int second) {
    return policy.mayRestart(part, Duration.ofSeconds(second));
  }

  @Test
  void givesUpAtTheThirdEndWithinTheWindow() {
    assertThat(diesAt(StackPart.APP, 0)).isTrue();
    assertThat(diesAt(StackPart.APP, 30)).isTrue();
    assertThat(diesAt(StackPart.APP, 60)).isFalse();
  }

  @Test
  void forgetsWhatIsLongAgo() {
    for (int second = 0; second < 600; second += 31) {
      assertThat(diesAt(StackPart.APP, second)).isTrue();
    }
  }

  @Test
  void countsEachPartForItself() {
    assertThat(diesAt(StackPart.APP, 0)).isTrue();
    assertThat(diesAt(StackPart.APP, 1)).isTrue();
    assertThat(diesAt(StackPart.REDIS, 2)).isTrue();
  }
}
