package io.forewarm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forewarm.client.testing.FaultyOrigin;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A thousand threads of one process want a key that nobody has. */
class ThousandReadersTest {
  private static final int READERS = 1_000;

  private final ClientRig rig = new ClientRig();
  private final FaultyOrigin<String, String> origin = new FaultyOrigin<>(key -> "value of " + key);
  private final Region<String, String> region = rig.open(ClientRig.things().loader(origin));
  private final Queue<String> answers = new ConcurrentLinkedQueue<>();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void oneOfThemLoads() throws InterruptedException {
    origin.hold();
    List<Thread> readers =
        IntStream.range(0, READERS)
            .mapToObj(any -> new Thread(() -> answers.add(region.get("a"))))
            .toList();
    readers.forEach(Thread::start);
    await().until(() -> readers.stream().allMatch(ThousandReadersTest::waits));
    assertThat(answers).isEmpty();

    origin.resume();
    for (Thread reader : readers) {
      reader.join();
    }

    assertThat(answers).hasSize(READERS).containsOnly("value of a");
    assertThat(origin.calls()).isEqualTo(1);
  }

  private static boolean waits(Thread reader) {
    return reader.getState() == Thread.State.TIMED_WAITING
        || reader.getState() == Thread.State.WAITING;
  }
}
