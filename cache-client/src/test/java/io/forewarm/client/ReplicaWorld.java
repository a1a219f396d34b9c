package io.forewarm.client;

import static io.forewarm.client.ClientRig.CACHE_KEY;

import io.forewarm.client.control.ControlListener;
import io.forewarm.client.control.ControlLog;
import io.forewarm.client.redis.Envelope;
import io.forewarm.client.redis.Replica;
import io.forewarm.client.redis.ValueStore;
import io.forewarm.client.redis.WriteId;
import io.forewarm.schemas.CacheKey;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Some clients that read one hot key, one writer, Redis and a broker, in a time of their own: every
 * message takes a random while, and every clock is wrong by its own measure.
 */
final class ReplicaWorld {
  static final long BOUND_MS = 100;

  private static final long BROKER_AHEAD_MS = 1_000_000_000;
  private static final int MOST_DELAY_MS = 30;

  private final Random random;
  private final long youthMillis;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::serial));
  private final List<Write> writes = new ArrayList<>();
  private final List<Client> clients = new ArrayList<>();
  private final Map<Integer, Stored> replicas = new HashMap<>();
  private final List<Answer> answers = new ArrayList<>();
  private long now;
  private long serial;
  private int version;

  /**
   * @param youthMillis how much younger than they are copies are taken for, 0 for the truth
   */
  ReplicaWorld(long seed, long youthMillis) {
    this.random = new Random(seed);
    this.youthMillis = youthMillis;
    for (int i = 0; i < 5; i++) {
      clients.add(new Client("client-" + i, i % 2 == 0));
    }
  }

  /** Lets so many things begin; returns what replicas answered. */
  List<Answer> run(int steps) {
    long at = 0;
    for (int i = 0; i < steps; i++) {
      at += random.nextInt(8);
      later(at, this::step);
    }
    Event event;
    while ((event = events.poll()) != null) {
      now = event.at;
      event.action.run();
    }
    return answers;
  }

  private void step() {
    int kind = random.nextInt(100);
    Client client = clients.get(random.nextInt(clients.size()));
    if (kind < 88) {
      client.read();
    } else if (kind < 92) {
      write();
    } else if (kind < 94) {
      client.hot.spread(CACHE_KEY, 1 + random.nextInt(3));
    } else if (kind < 96) {
      replicas.clear();
    } else {
      client.hot.touchAll();
    }
  }

  /** Appended to the log now, in Redis a while later, told to each client after that, in order. */
  private void write() {
    Write write = new Write(now);
    writes.add(write);
    long effect = after(writes.stream().mapToLong(it -> it.effect).max().orElse(0));
    write.effect = effect;
    later(
        effect,
        () -> {
          version++;
          for (Client client : clients) {
            client.toldUpTo = after(Math.max(now, client.toldUpTo));
            later(client.toldUpTo, () -> client.told(write));
          }
        });
  }

  private long after(long moment) {
    return Math.max(now, moment) + 1 + random.nextInt(MOST_DELAY_MS);
  }

  private void later(long at, Runnable action) {
    events.add(new Event(at, serial++, action));
  }

  /** A command that Redis carries out a while later, and answers a while after that. */
  private <T> CompletableFuture<T> command(Supplier<T> effect) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    later(
        after(now),
        () -> {
          T result = effect.get();
          later(after(now), () -> answer.complete(result));
        });
    return answer;
  }

  private Envelope home() {
    return new Envelope(
        Envelope.State.VALUE,
        version,
        Long.MAX_VALUE,
        0,
        WriteId.NONE,
        0,
        (byte) 1,
        new byte[0],
        0);
  }

  private ValueStore store() {
    return (ValueStore)
        Proxy.newProxyInstance(
            ValueStore.class.getClassLoader(),
            new Class<?>[] {ValueStore.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "now" -> now;
                  case "read" -> command(this::home);
                  case "readReplica" -> command(() -> replica((Integer) arguments[1]));
                  case "writeReplica" ->
                      command(
                          () -> {
                            long until = now + (Long) arguments[3];
                            replicas.put(
                                (Integer) arguments[1], new Stored((Replica) arguments[2], until));
                            return true;
                          });
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private @Nullable Replica replica(int number) {
    Stored stored = replicas.get(number);
    return stored == null || now >= stored.until ? null : stored.replica;
  }

  /** Whether a value may answer a client now. */
  private Answer judge(int found, Client client) {
    Write next = found < writes.size() ? writes.get(found) : null;
    boolean overwritten = next != null && next.effect <= now;
    long staleFor = next != null && overwritten ? now - next.effect : 0;
    boolean known = next != null && client.heard.contains(next);
    return new Answer(staleFor, known);
  }

  /**
   * What a replica answered.
   *
   * @param staleFor how long ago it was overwritten, milliseconds
   * @param known whether the client knew
   */
  record Answer(long staleFor, boolean known) {
    boolean good() {
      return staleFor <= BOUND_MS && !known;
    }
  }

  private record Event(long at, long serial, Runnable action) {}

  private record Stored(Replica replica, long until) {}

  private static final class Write {
    final long appended;
    long effect;

    Write(long appended) {
      this.appended = appended;
    }
  }

  /** A client with a clock of its own, with the log or without. */
  private final class Client implements ControlLog {
    private final boolean follows;
    private final long ahead = random.nextInt(1_000_000);
    private final HotReplicas hot;
    private final ReplicaReads replicas;
    private final List<Write> heard = new ArrayList<>();
    private long toldUpTo;

    Client(String id, boolean follows) {
      this.follows = follows;
      this.hot = new HotReplicas(id, this::nanos);
      this.replicas = new ReplicaReads(store(), this, Runnable::run, this::nanos);
      hot.spread(CACHE_KEY, 2);
    }

    private long nanos() {
      return own(now);
    }

    private long own(long moment) {
      return TimeUnit.MILLISECONDS.toNanos(moment + ahead);
    }

    void told(Write write) {
      hot.touch(CacheKey.hash(CACHE_KEY));
      heard.add(write);
    }

    void read() {
      HotReplica key = hot.of(CACHE_KEY);
      if (key == null || !replicas.reads(key)) {
        return;
      }
      replicas
          .read(key)
          .thenAccept(
              copy -> {
                long bound = TimeUnit.MILLISECONDS.toNanos(BOUND_MS);
                if (copy != null && replicas.proven(key, copy, bound)) {
                  answers.add(judge((int) copy.envelope().version(), this));
                } else {
                  replicas.readHome(key, bound);
                }
              });
    }

    @Override
    public long reachedMillis() {
      return now + BROKER_AHEAD_MS - random.nextInt(10);
    }

    @Override
    public long ownNanos(long brokerMillis) {
      return own(brokerMillis - BROKER_AHEAD_MS - random.nextInt(10) + youthMillis);
    }

    /** Everything that was appended before the first write that was not told. */
    @Override
    public long watermarkNanos() {
      if (!follows) {
        return NEVER;
      }
      long untold =
          writes.stream()
              .filter(write -> !heard.contains(write))
              .mapToLong(write -> write.appended)
              .min()
              .orElse(now);
      return own(untold);
    }

    @Override
    public void start(ControlListener listener) {}

    @Override
    public long watermarkMillis() {
      return 0;
    }

    @Override
    public boolean awaitCurrent(Duration limit) {
      return true;
    }

    @Override
    public void close() {}
  }
}
