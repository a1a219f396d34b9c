package io.forewarm.client.redis;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodeAsync;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.RedisTimeoutException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.BaseConfig;
import org.redisson.config.BaseMasterSlaveServersConfig;
import org.redisson.config.ClusterServersConfig;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.redisson.config.NameMapper;
import org.redisson.config.ReadMode;
import org.redisson.config.ReplicatedServersConfig;
import org.redisson.connection.ConnectionManager;
import org.redisson.connection.MasterSlaveEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reaches Redis by Redisson: the only place that does. Connects in a thread of its own for as long
 * as it takes, since Redisson's lazy way would block the reader that comes first.
 */
final class RedissonLink implements RedisLink {
  private static final Logger LOG = LoggerFactory.getLogger(RedissonLink.class);
  private static final Duration RECONNECT = Duration.ofMillis(250);
  private static final Duration NEXT_TRY = Duration.ofSeconds(1);
  private static final Duration RESUBSCRIBE = Duration.ofSeconds(1);
  private static final int PING_MILLIS = 5_000;
  private static final int SCAN_MILLIS = 1_000;

  private final Config config;
  private final CompletableFuture<RedissonClient> client = new CompletableFuture<>();
  private final CountDownLatch firstTry = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<MasterSlaveEntry, RedissonLane> lanes = new ConcurrentHashMap<>();
  private final Lane nowhere = new Nowhere();
  private volatile @Nullable ConnectionManager manager;
  private volatile @Nullable Throwable lastFailure;

  /**
   * Begins to connect.
   *
   * @param config how to reach Redis; it is copied
   * @param timeout of a command
   */
  RedissonLink(Config config, Duration timeout) {
    this.config = tuned(config, timeout);
    Thread connector = new Thread(this::connect, "forewarm-redis-connect");
    connector.setDaemon(true);
    connector.start();
  }

  /** Waits until the first try to connect has come to an end. */
  void awaitFirstTry(Duration limit) {
    try {
      if (!firstTry.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("Redis has not answered yet; the connection is tried on");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void connect() {
    try {
      do {
        tryToConnect();
        firstTry.countDown();
      } while (!client.isDone() && !closed.await(NEXT_TRY.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tryToConnect() {
    try {
      RedissonClient connected = Redisson.create(config);
      manager = ((Redisson) connected).getCommandExecutor().getConnectionManager();
      client.complete(connected);
      if (closed.getCount() == 0) {
        connected.shutdown(0, 2, TimeUnit.SECONDS);
      }
    } catch (RuntimeException e) {
      if (lastFailure == null) {
        LOG.atWarn()
            .addKeyValue("cause", e.getMessage())
            .log("Redis cannot be reached; the connection is tried on");
      }
      lastFailure = e;
    }
  }

  @Override
  public boolean slotted() {
    return config.isClusterConfig();
  }

  @Override
  public Lane lane(String name) {
    ConnectionManager nodes = manager;
    if (nodes == null || closed.getCount() == 0) {
      return nowhere;
    }
    boolean slotted = nodes.getServiceManager().isClusterSetup();
    MasterSlaveEntry node = nodes.getEntry(slotted ? nodes.calcSlot(name) : 0);
    if (node == null) {
      return nowhere;
    }
    Lane known = lanes.get(node);
    return known != null ? known : open(nodes, node, slotted);
  }

  @Override
  public Lane laneTo(String address) {
    ConnectionManager nodes = manager;
    if (nodes != null && closed.getCount() > 0) {
      for (MasterSlaveEntry node : nodes.getEntrySet()) {
        if (address.equals(address(node.getClient().getAddr()))) {
          Lane known = lanes.get(node);
          return known != null
              ? known
              : open(nodes, node, nodes.getServiceManager().isClusterSetup());
        }
      }
    }
    return nowhere;
  }

  private Lane open(ConnectionManager nodes, MasterSlaveEntry node, boolean slotted) {
    Set<MasterSlaveEntry> gone = new HashSet<>(lanes.keySet());
    gone.removeAll(nodes.getEntrySet());
    for (MasterSlaveEntry old : gone) {
      RedissonLane lane = lanes.remove(old);
      if (lane != null) {
        lane.close();
      }
    }
    return lanes.computeIfAbsent(
        node, master -> new RedissonLane(master, slotted, this::get, this::run));
  }

  @Override
  public Collection<? extends Lane> lanes() {
    return lanes.values();
  }

  @Override
  public CompletableFuture<byte @Nullable []> get(String name) {
    return with(
        redisson ->
            redisson
                .<byte[]>getBucket(name, ByteArrayCodec.INSTANCE)
                .getAsync()
                .toCompletableFuture()
                .exceptionallyCompose(RedissonLink::nothingIfOfAnotherType));
  }

  /** As MGET does: what is no string is not ours. */
  private static CompletableFuture<byte[]> nothingIfOfAnotherType(Throwable error) {
    String answer = String.valueOf(cause(error).getMessage());
    return answer.startsWith("WRONGTYPE")
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.failedFuture(error);
  }

  @Override
  public CompletableFuture<Void> set(String name, byte[] bytes, Duration kept) {
    return with(
        redisson ->
            redisson
                .<byte[]>getBucket(name, ByteArrayCodec.INSTANCE)
                .setAsync(bytes, kept)
                .toCompletableFuture());
  }

  @Override
  public CompletableFuture<Void> unlink(List<String> names) {
    return with(
        redisson ->
            redisson
                .getKeys()
                .unlinkAsync(names.toArray(String[]::new))
                .toCompletableFuture()
                .thenAccept(removed -> {}));
  }

  private CompletableFuture<List<@Nullable Object>> run(ScriptCall call) {
    return run(call.script(), call.names(), call.arguments());
  }

  /** A Redis that was restarted has forgotten the script; nothing was run then. */
  @Override
  public CompletableFuture<List<@Nullable Object>> run(
      Script script, List<Object> names, byte[]... arguments) {
    return with(
        redisson -> {
          RScript scripts = redisson.getScript(ByteArrayCodec.INSTANCE);
          return scripts
              .<List<@Nullable Object>>evalShaAsync(
                  RScript.Mode.READ_WRITE,
                  script.sha1(),
                  RScript.ReturnType.LIST,
                  names,
                  (Object[]) arguments)
              .toCompletableFuture()
              .exceptionallyCompose(
                  error ->
                      cause(error) instanceof RedisNoScriptException
                          ? scripts
                              .<List<@Nullable Object>>evalAsync(
                                  RScript.Mode.READ_WRITE,
                                  script.text(),
                                  RScript.ReturnType.LIST,
                                  names,
                                  (Object[]) arguments)
                              .toCompletableFuture()
                          : CompletableFuture.failedFuture(error));
        });
  }

  private <T> CompletableFuture<T> with(Function<RedissonClient, CompletableFuture<T>> command) {
    RedissonClient redisson = client.getNow(null);
    if (redisson == null || closed.getCount() == 0) {
      return CompletableFuture.failedFuture(unreached());
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    try {
      command
          .apply(redisson)
          .whenComplete(
              (value, error) -> {
                if (error == null) {
                  answer.complete(value);
                } else {
                  answer.completeExceptionally(plain(cause(error)));
                }
              });
    } catch (RuntimeException e) {
      answer.completeExceptionally(plain(e));
    }
    return answer;
  }

  /** The lane to a Redis that has not been reached. */
  private final class Nowhere implements Lane {
    @Override
    public CompletableFuture<List<byte @Nullable []>> get(List<String> names) {
      return CompletableFuture.failedFuture(unreached());
    }

    @Override
    public CompletableFuture<List<CompletableFuture<List<@Nullable Object>>>> run(
        List<ScriptCall> calls) {
      return CompletableFuture.failedFuture(unreached());
    }

    @Override
    public CompletableFuture<List<@Nullable Object>> ask(List<Question> questions) {
      return CompletableFuture.failedFuture(unreached());
    }
  }

  private RedisConnectionException unreached() {
    String why = client.isDone() ? "the store is closed" : "Redis has not been reached yet";
    return new RedisConnectionException(why, lastFailure);
  }

  /** Only the link knows Redisson's errors. */
  static Throwable plain(Throwable error) {
    if (error instanceof RedisTimeoutException) {
      TimeoutException timeout = new TimeoutException(error.getMessage());
      timeout.initCause(error);
      return timeout;
    }
    if (error instanceof RedisException && KeyRefusedException.says(error.getMessage())) {
      return new KeyRefusedException(error);
    }
    return error;
  }

  private static Throwable cause(Throwable error) {
    Throwable cause = error.getCause();
    return error instanceof java.util.concurrent.CompletionException && cause != null
        ? cause
        : error;
  }

  /** A Redis has an identity for each start of its process. */
  @Override
  public CompletableFuture<List<String>> masters() {
    return with(
        redisson ->
            ofAll(masters(redisson), RedisNode.InfoSection.SERVER, (master, info) -> run(info))
                .thenApply(identities -> identities.stream().sorted().toList()));
  }

  @Override
  public CompletableFuture<List<MasterReads>> reads() {
    return with(
        redisson ->
            ofAll(
                masters(redisson),
                RedisNode.InfoSection.DEFAULT,
                (master, info) ->
                    new MasterReads(
                        address(master.getAddr()),
                        run(info),
                        number(info, "keyspace_hits") + number(info, "keyspace_misses"))));
  }

  @Override
  public CompletableFuture<List<MasterMemory>> memory() {
    return with(
        redisson ->
            ofAll(
                masters(redisson),
                RedisNode.InfoSection.MEMORY,
                (master, info) ->
                    new MasterMemory(
                        address(master.getAddr()),
                        number(info, "used_memory"),
                        number(info, "maxmemory"),
                        info.getOrDefault("maxmemory_policy", "unknown"))));
  }

  private static String run(Map<String, String> info) {
    return info.getOrDefault("run_id", "unknown");
  }

  private static long number(Map<String, String> info, String name) {
    return Long.parseLong(info.getOrDefault(name, "0"));
  }

  private static String address(InetSocketAddress node) {
    return node.getHostString() + ':' + node.getPort();
  }

  /** All of Redisson's nodes can be asked in both ways. */
  private static <T> CompletableFuture<List<T>> ofAll(
      Collection<? extends RedisNode> masters,
      RedisNode.InfoSection section,
      BiFunction<RedisNode, Map<String, String>, T> reading) {
    List<CompletableFuture<T>> answers = new ArrayList<>();
    for (RedisNode master : masters) {
      answers.add(
          ((RedisNodeAsync) master)
              .infoAsync(section)
              .toCompletableFuture()
              .thenApply(info -> reading.apply(master, info)));
    }
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(all -> answers.stream().map(CompletableFuture::join).toList());
  }

  @Override
  public @Nullable String master(int slot) {
    ConnectionManager nodes = manager;
    MasterSlaveEntry entry = nodes == null ? null : nodes.getEntry(slotted() ? slot : 0);
    return entry == null ? null : address(entry.getClient().getAddr());
  }

  private Collection<? extends RedisNode> masters(RedissonClient redisson) {
    if (config.isSingleConfig()) {
      return List.of(redisson.getRedisNodes(RedisNodes.SINGLE).getInstance());
    }
    if (config.isClusterConfig()) {
      return redisson.getRedisNodes(RedisNodes.CLUSTER).getMasters();
    }
    return List.of(
        config.isSentinelConfig()
            ? redisson.getRedisNodes(RedisNodes.SENTINEL_MASTER_SLAVE).getMaster()
            : redisson.getRedisNodes(RedisNodes.MASTER_SLAVE).getMaster());
  }

  @Override
  public void subscribe(String channel, Consumer<String> listener) {
    client.thenAccept(redisson -> subscribe(redisson, channel, listener));
  }

  /** Once it has subscribed, Redisson does so again after each loss of the connection. */
  private void subscribe(RedissonClient redisson, String channel, Consumer<String> listener) {
    if (closed.getCount() == 0) {
      return;
    }
    redisson
        .getTopic(channel, StringCodec.INSTANCE)
        .addListenerAsync(String.class, (name, message) -> listener.accept(message.toString()))
        .whenComplete(
            (id, error) -> {
              if (error != null) {
                CompletableFuture.delayedExecutor(RESUBSCRIBE.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> subscribe(redisson, channel, listener));
              }
            });
  }

  @Override
  public void close() {
    closed.countDown();
    lanes.values().forEach(RedissonLane::close);
    RedissonClient connected = client.getNow(null);
    if (connected != null) {
      connected.shutdown(0, 2, TimeUnit.SECONDS);
    }
  }

  private static Config tuned(Config original, Duration timeout) {
    Config config = new Config(original);
    config.setCodec(ByteArrayCodec.INSTANCE);
    config.setNameMapper(NameMapper.direct());
    config.setLazyInitialization(false);
    if (config.isSingleConfig()) {
      tune(config.useSingleServer(), timeout);
    } else if (config.isClusterConfig()) {
      ClusterServersConfig cluster = tune(config.useClusterServers(), timeout);
      cluster.setScanInterval(Math.min(cluster.getScanInterval(), SCAN_MILLIS));
      readFromMaster(cluster);
    } else if (config.isSentinelConfig()) {
      readFromMaster(tune(config.useSentinelServers(), timeout));
    } else {
      readFromMaster(tune(replicated(config), timeout));
    }
    return config;
  }

  /** Of these two Redisson does not tell which is configured, but refuses the other. */
  private static BaseMasterSlaveServersConfig<?> replicated(Config config) {
    ReplicatedServersConfig replicated;
    try {
      replicated = config.useReplicatedServers();
    } catch (IllegalStateException e) {
      return config.useMasterSlaveServers();
    }
    if (replicated.getNodeAddresses().isEmpty()) {
      throw new IllegalArgumentException(
          "the configuration of Redis names no server; call useSingleServer().setAddress(...)");
    }
    return replicated;
  }

  /** A command that fails is the caller's affair at once; a lost connection comes back soon. */
  private static <C extends BaseConfig<?>> C tune(C config, Duration timeout) {
    config.setTimeout(Math.toIntExact(timeout.toMillis()));
    config.setRetryAttempts(0);
    config.setReconnectionDelay(new ConstantDelay(RECONNECT));
    config.setPingConnectionInterval(PING_MILLIS);
    return config;
  }

  /** A replica lags behind: what was just invalidated would still be there. */
  private static void readFromMaster(BaseMasterSlaveServersConfig<?> config) {
    config.setReadMode(ReadMode.MASTER);
  }
}
