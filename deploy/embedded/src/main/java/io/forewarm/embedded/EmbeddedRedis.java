package io.forewarm.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real Redis 7.0 as a child process on loopback, which ends with this JVM, however that ends. It
 * keeps nothing on disk unless a folder is given.
 */
public final class EmbeddedRedis implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final int STOP_SECONDS = 10;

  private final int port;
  private final TemporaryFolder folder;
  private final Map<String, String> settings;
  private final Thread atExit = new Thread(this::vanish, "kill-redis");
  private @Nullable Process process;
  private @Nullable Leash leash;

  private EmbeddedRedis(int port, TemporaryFolder folder, Map<String, String> settings) {
    this.port = port;
    this.folder = folder;
    this.settings = settings;
  }

  /** Starts a Redis on a free port, in memory only. */
  public static EmbeddedRedis start() {
    return builder().start();
  }

  /** Begins a Redis with settings of its own. */
  public static Builder builder() {
    return new Builder();
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** The address as Redisson and most clients take it. */
  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /**
   * The process id of the server.
   *
   * @throws IllegalStateException if it is stopped
   */
  public synchronized long pid() {
    return running().pid();
  }

  /** Whether the process lives, paused or not. */
  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Ends the server in order (SIGTERM, SIGKILL after 10 s). Nothing happens if it is stopped. */
  public synchronized void stop() {
    Process ending = process;
    if (ending == null) {
      return;
    }
    if (ending.isAlive()) {
      Signal.CONT.send(ending.pid());
      ending.destroy();
    }
    await(ending);
    forget();
  }

  /** Ends the server at once (SIGKILL), as a crash would. */
  public synchronized void kill() {
    Process ending = process;
    if (ending != null) {
      ending.destroyForcibly();
      await(ending);
      forget();
    }
  }

  /** Stops the server if it runs, and starts it on the same port. In-memory data are gone. */
  public synchronized void restart() {
    stop();
    Process started = spawn();
    process = started;
    leash = Leash.on(started.pid());
    Patience.await("Redis on port " + port + " answers; log " + log(), START, this::answers);
  }

  /** Stops the server's time (SIGSTOP): connections stay open and nothing answers. */
  public synchronized void pause() {
    Signal.STOP.send(running().pid());
  }

  /** Lets a paused server go on (SIGCONT). */
  public synchronized void resume() {
    Signal.CONT.send(running().pid());
  }

  /** Stops the server and deletes its data, unless the folder was given. */
  @Override
  public synchronized void close() {
    stop();
    folder.delete();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException endingAlready) {
      // the JVM is going down and runs its hooks: there is nothing left to take back
    }
  }

  private synchronized void vanish() {
    kill();
    folder.delete();
  }

  private Process spawn() {
    List<String> command = new ArrayList<>();
    command.add(RedisBinary.path().toString());
    settings.forEach((name, value) -> command.addAll(List.of("--" + name, value)));
    try {
      return new ProcessBuilder(command)
          .directory(folder.path().toFile())
          .redirectErrorStream(true)
          .redirectOutput(Redirect.appendTo(log()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private File log() {
    return folder.path().resolve("redis-" + port + ".log").toFile();
  }

  private boolean answers() throws IOException {
    if (!isAlive()) {
      throw new IllegalStateException("Redis has ended: " + Files.readString(log().toPath()));
    }
    return send("PING").equals("PONG");
  }

  /**
   * Sends a command and returns its answer, a string or a number as text.
   *
   * @throws IOException if the server does not answer, or answers with an error or a list
   */
  public String send(String... words) throws IOException {
    try (RedisConnection connection = new RedisConnection(port, ANSWER)) {
      return connection.send(words);
    }
  }

  String setting(String name) {
    return settings.getOrDefault(name, "");
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("Redis on port " + port + " is stopped");
    }
    return process;
  }

  private static void await(Process ending) {
    try {
      if (!ending.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        ending.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      ending.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void forget() {
    if (leash != null) {
      leash.close();
    }
    leash = null;
    process = null;
  }

  /** Settings of a Redis; what is not set is chosen. */
  public static final class Builder {
    private final Map<String, String> extra = new LinkedHashMap<>();
    private int port;
    private @Nullable Path dir;

    private Builder() {}

    /** Sets the port, 1 to 65535; unset or 0 takes a free one. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /**
     * Sets the folder of the data, which are then kept there (appendonly) and outlive the server.
     */
    public Builder dir(Path dir) {
      this.dir = dir;
      return this;
    }

    /** Bounds the memory, as {@code 64mb}, with an eviction policy such as {@code allkeys-lfu}. */
    public Builder maxMemory(String limit, String policy) {
      return setting("maxmemory", limit).setting("maxmemory-policy", policy);
    }

    /** Sets one of Redis's own settings, before any that are chosen here. */
    public Builder setting(String name, String value) {
      extra.put(name, value);
      return this;
    }

    /** Returns the server, not started: {@link EmbeddedRedis#restart} starts it. */
    public EmbeddedRedis build() {
      int chosen = port == 0 ? FreePorts.take() : port;
      TemporaryFolder folder =
          dir == null ? TemporaryFolder.create("redis") : TemporaryFolder.kept(dir);
      Map<String, String> settings = new LinkedHashMap<>();
      settings.put("port", Integer.toString(chosen));
      settings.put("bind", "127.0.0.1");
      settings.put("dir", folder.path().toString());
      settings.put("save", "");
      settings.put("appendonly", folder.owned() ? "no" : "yes");
      settings.putAll(extra);
      EmbeddedRedis redis = new EmbeddedRedis(chosen, folder, Map.copyOf(settings));
      Runtime.getRuntime().addShutdownHook(redis.atExit);
      return redis;
    }

    /**
     * Returns the server when it answers.
     *
     * @throws IllegalStateException if it does not within 30 s
     */
    public EmbeddedRedis start() {
      EmbeddedRedis redis = build();
      try {
        redis.restart();
        return redis;
      } catch (RuntimeException e) {
        redis.close();
        throw e;
      }
    }
  }
}
