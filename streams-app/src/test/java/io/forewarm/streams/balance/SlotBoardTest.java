package io.forewarm.streams.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.KeyAccess;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlotBoardTest {
  /** The lower half of the slots lies on one master, the upper on another. */
  private record TwoMasters() implements HotSlots.Places {
    @Override
    public int slot(String cacheKey, int number) {
      return SlotBoardTest.slot(cacheKey);
    }

    @Override
    public String master(int slot) {
      return slot < SlotReads.SLOTS / 2 ? "a:1" : "b:1";
    }
  }

  private static int slot(String cacheKey) {
    return Integer.parseInt(cacheKey.substring(cacheKey.indexOf(':') + 1));
  }

  @Test
  void readsLoadsAndBytesLieInTheirCells() {
    SlotReads reads = new SlotReads(SlotBoardTest::slot);
    long now = System.nanoTime();
    var unused = reads.perSecond(now);
    reads.accept(
        AccessReport.newBuilder()
            .setClient("c")
            .setService("s")
            .setIntervalMs(2000)
            .setRegions(List.of())
            .setKeys(
                List.of(key(70, 100, 20, 0, 1_000), key(71, 10, 0, 4, 50), key(16_383, 5, 5, 2, 9)))
            .build());
    SlotReads.Rates rates = reads.perSecond(now + 2_000_000_000L);
    SlotBoard board = new SlotBoard();

    board.show(
        new Balance(Map.of("a:1", 45.0, "b:1", 0.0)),
        HotSlots.of(List.of(), true, new TwoMasters(), rates.reads()),
        rates,
        new TwoMasters(),
        7);

    SlotBoard.Picture picture = board.last();
    assertThat(picture.at()).isEqualTo(7);
    assertThat(picture.nodes())
        .containsExactly(new SlotBoard.Node("a:1", 45, 8192), new SlotBoard.Node("b:1", 0, 8192));
    assertThat(picture.reads()).hasSize(256);
    assertThat(picture.reads().get(1)).isEqualTo(45);
    assertThat(picture.loads().get(1)).isEqualTo(2);
    assertThat(picture.bytes().get(1)).isEqualTo(40_250);
    assertThat(picture.loads().get(255)).isEqualTo(1);
    assertThat(picture.reads().get(255)).as("near hits do not reach Redis").isZero();
    assertThat(picture.hottest())
        .containsExactly(
            new SlotBoard.Slot(70, "a:1", 40, 0, 40_000, List.of()),
            new SlotBoard.Slot(71, "a:1", 5, 2, 250, List.of()));
  }

  private static KeyAccess key(int slot, long reads, long near, long loads, long size) {
    return KeyAccess.newBuilder()
        .setKey("r:" + slot)
        .setReads(reads)
        .setNearHits(near)
        .setLoads(loads)
        .setSizeBytes(size)
        .build();
  }
}
