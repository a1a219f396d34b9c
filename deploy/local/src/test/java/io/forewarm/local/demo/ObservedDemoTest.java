package io.forewarm.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.local.load.RunFigures;
import io.forewarm.local.stack.LocalStack;
import io.forewarm.local.stack.StackConfig;
import io.forewarm.local.stack.StackListener;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A plain cache-aside program is observed, then Forewarm acts under the same load: what observe
 * promised is what act brings.
 */
@Tag("proof")
class ObservedDemoTest {
  @Test
  void whatObservePromisesActBrings() throws Exception {
    DemoConfig config = new DemoConfig(32, 400, 3_000, 1);
    PrintWriter lines = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    RunFigures[] act = {null};
    ObservedDemo.Observed first;
    try (LocalStack stack = LocalStack.start(StackConfig.DEFAULT, new StackListener() {})) {
      ObservedDemo observed = new ObservedDemo(config, stack, lines);
      first = observed.before();
      observed.act();
      new Demo(config, stack, lines)
          .after(
              after -> {
                act[0] = after;
                return false;
              });
    }
    Promise promise = first.promise();
    lines.print(new DemoReport(first.before(), act[0], promise).text());
    lines.flush();

    assertThat(promise.foreignKeys()).as("keys of Forewarm in Redis").isZero();
    assertThat(promise.measuredHitRatio())
        .as("the reports of the plain cache")
        .isCloseTo(first.before().hitRatio(), Offset.offset(0.03));
    assertThat(promise.pointsAbove(act[0])).as("points of hit ratio").isBetween(-5.0, 5.0);
    assertThat(promise.loadsOver(act[0])).as("loads over promised").isBetween(0.9, 1.1);
  }
}
