package io.forewarm.client.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Which reads go together, and what becomes of them. */
class ReadMergerTest {
  private final List<Flight> flights = new ArrayList<>();
  private final ReadMerger merger =
      new ReadMerger(this::fetch, 2, new ReadMerger.Load(3, Integer.MAX_VALUE));

  /** A fetch that the test lands. */
  private record Flight(List<String> names, CompletableFuture<List<byte[]>> answer) {
    /** Every name's value is its own text. */
    void land() {
      answer.complete(names.stream().map(name -> name.getBytes(UTF_8)).toList());
    }
  }

  private static CompletableFuture<byte[]> read(ReadMerger merger, String name) {
    Answer read = new Answer(name);
    merger.add(read);
    return read.future;
  }

  /** A read as a future. */
  private static final class Answer extends ReadMerger.Read {
    private final CompletableFuture<byte[]> future = new CompletableFuture<>();

    Answer(String name) {
      super(name);
    }

    @Override
    void found(byte[] stored) {
      future.complete(stored);
    }

    @Override
    void failed(Throwable cause) {
      future.completeExceptionally(cause);
    }
  }

  private CompletableFuture<List<byte[]>> fetch(List<String> names) {
    Flight flight = new Flight(names, new CompletableFuture<>());
    flights.add(flight);
    return flight.answer();
  }

  private List<List<String>> departed() {
    return flights.stream().map(Flight::names).toList();
  }

  private static String text(CompletableFuture<byte[]> read) {
    return new String(read.join(), UTF_8);
  }

  @Test
  void readsGoAtOnceWhileAFlightIsFree() {
    read(merger, "a");
    read(merger, "b");
    assertThat(departed()).containsExactly(List.of("a"), List.of("b"));
  }

  @Test
  void theRestGoTogetherWhenOneLands() {
    CompletableFuture<byte[]> a = read(merger, "a");
    read(merger, "b");
    CompletableFuture<byte[]> c = read(merger, "c");
    CompletableFuture<byte[]> d = read(merger, "d");
    assertThat(flights).hasSize(2);
    flights.get(0).land();
    assertThat(text(a)).isEqualTo("a");
    assertThat(departed()).endsWith(List.of("c", "d"));
    flights.get(2).land();
    assertThat(text(c)).isEqualTo("c");
    assertThat(text(d)).isEqualTo("d");
  }

  @Test
  void oneFlightCarriesABoundedNumber() {
    read(merger, "a");
    read(merger, "b");
    for (String name : List.of("c", "d", "e", "f")) {
      read(merger, name);
    }
    flights.get(0).land();
    assertThat(departed()).endsWith(List.of("b"), List.of("c", "d", "e"));
    flights.get(1).land();
    assertThat(departed()).endsWith(List.of("f"));
  }

  @Test
  void aNameIsFetchedOnceAFlightButNeverJoinsOneThatLeft() {
    CompletableFuture<byte[]> first = read(merger, "a");
    read(merger, "b");
    CompletableFuture<byte[]> second = read(merger, "a");
    CompletableFuture<byte[]> third = read(merger, "a");
    flights.get(0).land();
    assertThat(first).isCompleted();
    assertThat(second).isNotCompleted();
    assertThat(departed()).endsWith(List.of("a"));
    flights.get(2).land();
    assertThat(text(second)).isEqualTo("a");
    assertThat(text(third)).isEqualTo("a");
  }

  @Test
  void readsThatComeTogetherGoTogether() {
    merger.addAll(List.of(new Answer("a"), new Answer("b"), new Answer("c"), new Answer("d")));
    assertThat(departed()).containsExactly(List.of("a", "b", "c"), List.of("d"));
  }

  @Test
  void aFlightCarriesFewerLargeValues() {
    ReadMerger heavy = new ReadMerger(this::fetch, 1, new ReadMerger.Load(3, 1_000));
    read(heavy, "a");
    for (String name : List.of("b", "c", "d", "e", "f")) {
      read(heavy, name);
    }
    flights.get(0).answer().complete(List.of(new byte[500]));
    assertThat(departed()).endsWith(List.of("b", "c"));
    flights.get(1).answer().complete(List.of(new byte[2_000], new byte[2_000]));
    assertThat(departed()).endsWith(List.of("d"));
  }

  @Test
  void nothingIsNothing() {
    CompletableFuture<byte[]> read = read(merger, "a");
    List<byte[]> nothing = new ArrayList<>();
    nothing.add(null);
    flights.get(0).answer().complete(nothing);
    assertThat(read).isCompletedWithValue(null);
  }

  @Test
  void aFailureIsThatOfItsOwnFlight() {
    CompletableFuture<byte[]> a = read(merger, "a");
    CompletableFuture<byte[]> b = read(merger, "b");
    CompletableFuture<byte[]> c = read(merger, "c");
    flights.get(0).answer().completeExceptionally(new IllegalStateException("lost"));
    assertThat(a).isCompletedExceptionally();
    assertThat(b).isNotCompleted();
    flights.get(1).land();
    flights.get(2).land();
    assertThat(text(c)).isEqualTo("c");
  }

  @Test
  void whoWaitedForATimeoutDoesNotWaitForAnother() {
    read(merger, "a");
    read(merger, "b");
    CompletableFuture<byte[]> late = read(merger, "c");
    flights.get(0).answer().completeExceptionally(new TimeoutException("slow"));
    assertThat(late)
        .isCompletedExceptionally()
        .satisfies(
            read ->
                assertThat(org.assertj.core.api.Assertions.catchThrowable(read::join))
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(TimeoutException.class));
    read(merger, "d");
    assertThat(departed()).endsWith(List.of("d"));
  }

  @Test
  void aFetchThatThrowsFailsItsReadsAndFreesTheFlight() {
    AtomicInteger calls = new AtomicInteger();
    ReadMerger broken =
        new ReadMerger(
            names -> {
              calls.incrementAndGet();
              throw new IllegalStateException("closed");
            },
            1,
            new ReadMerger.Load(10, Integer.MAX_VALUE));
    assertThat(read(broken, "a")).isCompletedExceptionally();
    assertThat(read(broken, "b")).isCompletedExceptionally();
    assertThat(calls).hasValue(2);
  }

  @Test
  void noReadIsLeftBehindUnderConcurrency() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    AtomicInteger fetches = new AtomicInteger();
    AtomicInteger flying = new AtomicInteger();
    AtomicInteger mostFlying = new AtomicInteger();
    ReadMerger busy =
        new ReadMerger(
            names -> {
              fetches.incrementAndGet();
              mostFlying.accumulateAndGet(flying.incrementAndGet(), Math::max);
              return CompletableFuture.supplyAsync(
                  () -> {
                    flying.decrementAndGet();
                    return names.stream().map(name -> name.getBytes(UTF_8)).toList();
                  },
                  pool);
            },
            2,
            new ReadMerger.Load(100, Integer.MAX_VALUE));
    List<CompletableFuture<List<CompletableFuture<byte[]>>>> readers = new ArrayList<>();
    for (int r = 0; r < 4; r++) {
      String reader = "r" + r + "-";
      readers.add(
          CompletableFuture.supplyAsync(
              () -> {
                List<CompletableFuture<byte[]>> reads = new ArrayList<>();
                for (int i = 0; i < 20_000; i++) {
                  reads.add(read(busy, reader + i));
                }
                return reads;
              },
              pool));
    }
    for (int r = 0; r < 4; r++) {
      List<CompletableFuture<byte[]>> reads = readers.get(r).get(60, TimeUnit.SECONDS);
      for (int i = 0; i < reads.size(); i++) {
        byte[] value = reads.get(i).get(60, TimeUnit.SECONDS);
        assertThat(new String(value, UTF_8)).isEqualTo("r" + r + "-" + i);
      }
    }
    assertThat(fetches.get()).isLessThan(80_000);
    assertThat(mostFlying.get()).isLessThanOrEqualTo(2);
    pool.shutdown();
  }
}
