package io.forewarm.streams.warming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThriftTest {
  private final WarmingConfig config = WarmingConfig.DEFAULT;
  private final Thrift thrift = new Thrift(config);

  private void loads(int times, double perLazy) {
    double due = 0;
    for (int i = 0; i < times; i++) {
      thrift.lazyLoaded();
      for (due += perLazy; due >= 1; due--) {
        thrift.loaded();
      }
    }
  }

  @Test
  void asksTheConfiguredPriceWhileLittleIsSpent() {
    assertThat(thrift.price()).isEqualTo(config.price());
    loads(30_000, 1.02);
    assertThat(thrift.excess()).isBetween(0.015, 0.025);
    assertThat(thrift.price()).isEqualTo(config.price());
  }

  @Test
  void becomesDearWhereMoreIsSpentThanAllowedAndCheapAgain() {
    loads(30_000, 1.2);
    assertThat(thrift.price()).isGreaterThan(0.95);
    loads(100_000, 1);
    assertThat(thrift.price()).isEqualTo(config.price());
  }
}
