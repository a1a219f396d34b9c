package io.forewarm.client.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HashSlotsTest {
  /** The check value of CRC-16/XMODEM, and slots that Redis itself answers. */
  @Test
  void namesLieWhereRedisSaysTheyDo() {
    assertThat(HashSlots.of("123456789")).isEqualTo(0x31C3);
    assertThat(HashSlots.of("foo")).isEqualTo(12_182);
    assertThat(HashSlots.of("fw:{foo}:bar")).isEqualTo(12_182);
    assertThat(HashSlots.of("{}foo")).isNotEqualTo(12_182);
    assertThat(HashSlots.of("{06S}")).isZero();
  }

  @Test
  void everySlotHasATagThatLiesThere() {
    assertThat(IntStream.range(0, HashSlots.COUNT))
        .allSatisfy(slot -> assertThat(HashSlots.of(HashSlots.tag(slot))).isEqualTo(slot));
    assertThat(HashSlots.tag(HashSlots.of("0"))).isEqualTo("0");
  }

  @Test
  void aReplicaLiesAPartOfTheCircleFromHome() {
    RedisNames names = new RedisNames("fw:");
    String key = "things:{of}:a";
    int home = HashSlots.of(names.value(key));
    int[] further = {8192, 4096, 12_288, 2048, 10_240, 6144, 14_336, 1024};
    for (int number = 1; number <= further.length; number++) {
      assertThat(HashSlots.of(names.replica(key, number)))
          .isEqualTo((home + further[number - 1]) % HashSlots.COUNT);
    }
    assertThat(names.replica(key, 1)).startsWith("fw:r:{").endsWith("}1:" + key);
  }

  /** Wherever home is, and however many masters share the circle in equal parts. */
  @Test
  void replicasSpreadOverAllMasters() {
    for (int masters = 2; masters <= 6; masters++) {
      int names = masters <= 3 ? 8 : 16;
      for (int home = 0; home < HashSlots.COUNT; home++) {
        int[] load = new int[masters];
        for (int number = 0; number < names; number++) {
          load[HashSlots.apart(home, number) * masters / HashSlots.COUNT]++;
        }
        assertThat(Arrays.stream(load).max().orElseThrow())
            .isLessThanOrEqualTo((names + masters - 1) / masters);
      }
    }
  }
}
