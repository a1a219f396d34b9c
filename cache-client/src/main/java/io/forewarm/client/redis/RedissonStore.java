package io.forewarm.client.redis;

import io.forewarm.client.codec.CompressionConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.redisson.config.Config;

/**
 * The store on a real Redis: single, sentinel, replicated or cluster. Futures complete on threads
 * of the connection or of the deadlines; who goes on there must not block, or every read of the
 * process stands still. A future is never left open: it fails at the latest when the timeout is
 * over; values in chunks may take longer, each chunk within it.
 */
public final class RedissonStore implements ValueStore {
  private static final long TOMBSTONE_MILLIS = TOMBSTONE_KEPT.toMillis();

  private static final Duration FIRST_TRY = Duration.ofSeconds(15);

  /** What the scripts say of a value whose chunks are not all there. */
  private static final int FILL_TORN = 2;

  private static final int REPLACE_TORN = 3;

  private static final Replaced[] REPLACED = Replaced.values();

  private final RedisLink link;
  private final RedisNames names;
  private final RedisCalls calls;
  private final LargeValues large;
  private final Entries entries;
  private final StoreReads reads;
  private final Replicas replicas;
  private final VoidedNames voided;
  private final StoreMemory memory;
  private final KeyScan scan;

  private RedissonStore(
      RedisLink link,
      RedisNames names,
      CompressionConfig compression,
      ValueSizes sizes,
      Duration timeout) {
    this.link = link;
    this.names = names;
    this.calls = new RedisCalls(link, timeout, names.clock());
    this.voided = new VoidedNames(calls, names);
    this.large = new LargeValues(calls, names, sizes);
    EnvelopeFormat format = new EnvelopeFormat(compression);
    this.entries = new Entries(format, large, calls, names, sizes.limit());
    this.replicas = new Replicas(calls, names, format, large);
    this.memory = new StoreMemory(link, calls, names);
    this.scan = new KeyScan(link, calls, names);
    this.reads = new StoreReads(link, calls::get, names, entries, replicas);
  }

  /** Returns the store of a Redis with values of up to 32 MiB. */
  public static RedissonStore connect(
      Config config, String prefix, CompressionConfig compression, Duration timeout) {
    return connect(config, prefix, compression, ValueSizes.DEFAULT, timeout);
  }

  /**
   * Returns the store of a Redis. Where Redis cannot be reached now, the store is returned all the
   * same; its futures fail until it can be.
   *
   * @param config how to reach Redis; reads go to masters, whatever it says
   * @param prefix start of every name in Redis, the same for all that work together
   * @param timeout within which every command is answered or fails, 10 ms to 60 s: every operation
   *     is one, but those on values in chunks are one for each chunk
   * @throws IllegalArgumentException if a setting cannot work
   */
  public static RedissonStore connect(
      Config config,
      String prefix,
      CompressionConfig compression,
      ValueSizes sizes,
      Duration timeout) {
    if (timeout.toMillis() < 10 || timeout.toMillis() > 60_000) {
      throw new IllegalArgumentException("redis timeout must be 10 ms to 60 s: " + timeout);
    }
    RedisNames names = new RedisNames(prefix);
    RedissonLink link = new RedissonLink(config, timeout);
    link.awaitFirstTry(FIRST_TRY);
    return new RedissonStore(link, names, compression, sizes, timeout);
  }

  /**
   * How many entries were read that are no envelope, damaged, or without all of their chunks, since
   * the start.
   */
  public long unreadable() {
    return entries.unreadable();
  }

  /** How many values were refused since the start because they are above the limit of size. */
  public long tooLarge() {
    return entries.tooLarge();
  }

  @Override
  public CompletableFuture<@Nullable Envelope> read(String cacheKey) {
    return reads.read(cacheKey);
  }

  @Override
  public CompletableFuture<List<@Nullable Envelope>> readAll(List<String> cacheKeys) {
    return reads.readAll(cacheKeys);
  }

  @Override
  public CompletableFuture<LeaseAnswer> acquire(LeaseRequest request) {
    CompletableFuture<ScriptReply> reply =
        calls.run(
            Script.ACQUIRE,
            names.all(request.cacheKey()),
            request.token(),
            request.leaseMillis(),
            request.seenSoftExpiry(),
            request.waiter());
    return RedisCalls.named(
        "acquire", request.cacheKey(), reply.thenCompose(parts -> leaseAnswer(request, parts)));
  }

  private CompletableFuture<LeaseAnswer> leaseAnswer(LeaseRequest request, ScriptReply reply) {
    byte[] stored = reply.bytes(3);
    return entries
        .read(request.cacheKey(), stored)
        .thenCompose(envelope -> leaseAnswer(request, reply, stored, envelope));
  }

  private CompletableFuture<LeaseAnswer> leaseAnswer(
      LeaseRequest request,
      ScriptReply reply,
      byte @Nullable [] stored,
      @Nullable Envelope envelope) {
    LeaseAnswer answer;
    switch (reply.outcome()) {
      case 0 -> {
        if (envelope == null && stored != null) {
          return acquire(pastUnreadable(request, stored));
        }
        if (envelope == null || !envelope.answers()) {
          return acquire(request);
        }
        answer = new LeaseAnswer.Present(envelope);
      }
      case 1 -> answer = new LeaseAnswer.Granted(envelope);
      default -> {
        Envelope stale = envelope != null && envelope.answers() ? envelope : null;
        answer = new LeaseAnswer.Wait(stale, reply.number(2));
      }
    }
    return CompletableFuture.completedFuture(answer);
  }

  /** A value that looks present but cannot be read must not stand in the way of its successor. */
  private static LeaseRequest pastUnreadable(LeaseRequest request, byte[] stored) {
    return new LeaseRequest(
        request.cacheKey(),
        request.token(),
        request.leaseMillis(),
        EnvelopeFormat.softExpiresAt(stored),
        request.waiter());
  }

  @Override
  public CompletableFuture<Boolean> renew(String cacheKey, long token, long leaseMillis) {
    return done(
        "renew", cacheKey, calls.run(Script.RENEW, names.all(cacheKey), token, leaseMillis));
  }

  @Override
  public CompletableFuture<Boolean> release(String cacheKey, long token) {
    return done(
        "release",
        cacheKey,
        calls.run(Script.RELEASE, names.all(cacheKey), token, names.wakeChannels(), cacheKey));
  }

  @Override
  public CompletableFuture<Boolean> fill(
      String cacheKey, long token, Envelope envelope, long keptMillis) {
    long kept = kept(keptMillis);
    return RedisCalls.named(
        "fill",
        cacheKey,
        entries
            .write(cacheKey, envelope)
            .thenCompose(
                bytes ->
                    calls.run(
                        Script.FILL,
                        names.all(cacheKey),
                        token,
                        bytes,
                        kept,
                        names.wakeChannels(),
                        cacheKey))
            .thenApply(reply -> whole(reply, FILL_TORN).done()));
  }

  /** A chunk that Redis has lost before the value was complete. */
  private static ScriptReply whole(ScriptReply reply, int torn) {
    if (reply.outcome() == torn) {
      throw new IllegalStateException("a chunk of the value was gone before it was complete");
    }
    return reply;
  }

  @Override
  public CompletableFuture<Void> seize(String cacheKey, long token, long leaseMillis) {
    CompletableFuture<ScriptReply> reply =
        calls.run(Script.SEIZE, names.all(cacheKey), token, leaseMillis, "");
    return RedisCalls.named("seize", cacheKey, reply.thenAccept(parts -> {}));
  }

  @Override
  public CompletableFuture<LeaseAnswer> seizeInTurn(
      String cacheKey, long token, long leaseMillis, String waiter) {
    CompletableFuture<ScriptReply> reply =
        calls.run(Script.SEIZE, names.all(cacheKey), token, leaseMillis, waiter);
    return RedisCalls.named("seize", cacheKey, reply.thenCompose(parts -> seized(cacheKey, parts)));
  }

  private CompletableFuture<LeaseAnswer> seized(String cacheKey, ScriptReply reply) {
    return reply.done()
        ? entries.read(cacheKey, reply.bytes(3)).thenApply(LeaseAnswer.Granted::new)
        : CompletableFuture.completedFuture(new LeaseAnswer.Wait(null, reply.number(2)));
  }

  @Override
  public CompletableFuture<Replaced> replace(String cacheKey, Envelope envelope, long keptMillis) {
    if (!envelope.answers() || envelope.version() == Envelope.UNVERSIONED) {
      throw new IllegalArgumentException(
          "only a value with a version can tell whether it replaces another: " + cacheKey);
    }
    long kept = kept(keptMillis);
    return RedisCalls.named(
        "replace",
        cacheKey,
        entries
            .write(cacheKey, envelope)
            .thenCompose(
                bytes ->
                    calls.run(
                        Script.REPLACE,
                        names.all(cacheKey),
                        bytes,
                        kept,
                        tombstone(envelope.writeId(), envelope.version()),
                        TOMBSTONE_MILLIS,
                        names.wakeChannels(),
                        cacheKey))
            .thenApply(reply -> REPLACED[whole(reply, REPLACE_TORN).outcome()]));
  }

  @Override
  public CompletableFuture<Boolean> invalidate(
      String cacheKey, WriteId id, @Nullable Long version) {
    return invalidate(cacheKey, id, version, 0);
  }

  @Override
  public CompletableFuture<Boolean> invalidatePresent(
      String cacheKey, WriteId id, @Nullable Long version) {
    return invalidate(cacheKey, id, version, 1);
  }

  private CompletableFuture<Boolean> invalidate(
      String cacheKey, WriteId id, @Nullable Long version, int presentOnly) {
    return done(
        "invalidate",
        cacheKey,
        calls.runTogether(
            Script.INVALIDATE,
            names.all(cacheKey),
            tombstone(id, version == null ? Envelope.UNVERSIONED : version),
            TOMBSTONE_MILLIS,
            names.wakeChannels(),
            cacheKey,
            presentOnly));
  }

  @Override
  public CompletableFuture<Replaced> carry(
      String cacheKey, WriteId id, long version, byte[] payload) {
    CompletableFuture<ScriptReply> reply =
        calls.run(
            Script.CARRY,
            names.all(cacheKey),
            tombstone(id, version),
            TOMBSTONE_MILLIS,
            names.wakeChannels(),
            cacheKey,
            payload);
    return RedisCalls.named("carry", cacheKey, reply.thenApply(parts -> REPLACED[parts.outcome()]));
  }

  private byte[] tombstone(WriteId id, long version) {
    return entries.tombstone(Envelope.tombstone(id, version, now()));
  }

  private static CompletableFuture<Boolean> done(
      String command, String cacheKey, CompletableFuture<ScriptReply> reply) {
    return RedisCalls.named(command, cacheKey, reply.thenApply(ScriptReply::done));
  }

  private static long kept(long millis) {
    if (millis < 1) {
      throw new IllegalArgumentException("a value must be kept for 1 ms or more: " + millis);
    }
    return millis;
  }

  /**
   * Tells of a key what no header says: its life, its lease, who waits. For people who look into
   * Redis; reads have no need of it.
   */
  public CompletableFuture<KeyState> state(String cacheKey) {
    CompletableFuture<ScriptReply> reply = calls.run(Script.STATE, names.all(cacheKey));
    return RedisCalls.named("state", cacheKey, reply.thenApply(KeyState::of));
  }

  @Override
  public boolean spread() {
    return link.slotted();
  }

  @Override
  public CompletableFuture<@Nullable Replica> readReplica(String cacheKey, int number) {
    return reads.readReplica(cacheKey, number);
  }

  @Override
  public CompletableFuture<Boolean> writeReplica(
      String cacheKey, int number, Replica replica, long keptMillis) {
    return RedisCalls.named(
        "copy", cacheKey, replicas.write(cacheKey, number, replica, kept(keptMillis)));
  }

  @Override
  public CompletableFuture<Void> removeReplicas(String cacheKey, int count) {
    return RedisCalls.named("removal", cacheKey, replicas.remove(cacheKey, count));
  }

  @Override
  public CompletableFuture<Long> voidRange(String name) {
    return voided.add(name);
  }

  @Override
  public CompletableFuture<Voided> voidedSince(long at) {
    return voided.since(at);
  }

  @Override
  public CompletableFuture<KeyPage> scan(
      String cacheKeyStart, KeyPage.@Nullable Position position) {
    return scan.page(cacheKeyStart, position);
  }

  @Override
  public CompletableFuture<TokenAnswer> take(TokenRequest request) {
    CompletableFuture<ScriptReply> reply =
        calls.run(
            Script.TAKE,
            List.of(names.budget(request.origin())),
            (long) request.perSecond(),
            (long) request.wanted(),
            request.report().code());
    return RedisCalls.named("budget", request.origin(), reply.thenApply(TokenAnswer::of));
  }

  @Override
  public CompletableFuture<String> masterId() {
    return RedisCalls.named(
        "identity", "the masters", calls.masters().thenApply(ids -> String.join("+", ids)));
  }

  /** Returns what each master has been asked for. */
  public CompletableFuture<List<MasterReads>> masterReads() {
    return RedisCalls.named("count of reads", "the masters", calls.reads());
  }

  /** Returns the memory of the masters. */
  public StoreMemory memory() {
    return memory;
  }

  /** Returns the address of the master of a slot, host:port; null where that is not known. */
  public @Nullable String master(int slot) {
    return link.master(slot);
  }

  /** Returns the slot of a key, number 0, or of one of its replicas. */
  public int slot(String cacheKey, int number) {
    return names.slot(cacheKey, number);
  }

  @Override
  public long now() {
    return calls.now();
  }

  @Override
  public void onWake(String waiter, Consumer<String> listener) {
    link.subscribe(names.wakeChannels() + waiter, listener);
  }

  @Override
  public void close() {
    large.close();
    calls.close();
  }
}
