package io.forewarm.local.stack;

import io.forewarm.embedded.FreePorts;
import io.forewarm.schemas.TopicCreation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A broker, a Redis and the app, each a child process that ends with this one, however this one
 * ends. Safe for concurrent use.
 */
public final class LocalStack implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofMinutes(2);
  private static final Duration GRACE = Duration.ofSeconds(20);

  private final StackConfig config;
  private final StackAddresses addresses;
  private final DataFolder folder;
  private final Launches launches;
  private final Tether tether;
  private final StackListener listener;
  private final Map<StackPart, ChildProcess> children = new EnumMap<>(StackPart.class);
  private final Thread atExit = new Thread(this::end, "end of the stack");
  private boolean closing;

  private LocalStack(StackConfig config, DataFolder folder, StackListener listener)
      throws IOException {
    this.config = config;
    this.folder = folder;
    this.listener = listener;
    addresses =
        StackAddresses.onLoopback(config.kafkaPort(), config.redisPort(), config.httpPort());
    launches = new Launches(config, addresses, folder);
    tether = new Tether(folder.programs());
  }

  /**
   * Starts all parts and creates the topics; returns when the app is ready. The stack also ends
   * when this process does.
   *
   * @throws StackException if a part is not ready in 120 s or the topics do not fit; nothing is
   *     left running then
   */
  public static LocalStack start(StackConfig config, StackListener listener)
      throws StackException, InterruptedException {
    try {
      DataFolder folder = DataFolder.open(config.data());
      LocalStack stack = new LocalStack(withPorts(config), folder, listener);
      stack.start();
      return stack;
    } catch (IOException e) {
      throw new StackException("cannot set up the stack: " + e, e);
    }
  }

  private static StackConfig withPorts(StackConfig config) {
    return config.withPorts(
        freeUnlessGiven(config.kafkaPort()),
        freeUnlessGiven(config.redisPort()),
        freeUnlessGiven(config.httpPort()));
  }

  private static int freeUnlessGiven(int port) {
    return port == 0 ? FreePorts.take() : port;
  }

  private void start() throws StackException, InterruptedException {
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      listener.progress("starting Kafka and Redis; logs in " + folder.logs());
      ChildProcess kafka = launch(StackPart.KAFKA);
      ChildProcess redis = launch(StackPart.REDIS);
      awaitReady(StackPart.REDIS, redis);
      awaitReady(StackPart.KAFKA, kafka);
      createTopics();
      listener.progress("starting the app");
      awaitReady(StackPart.APP, launch(StackPart.APP));
    } catch (StackException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void createTopics() throws StackException {
    Map<String, Object> client =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, addresses.kafka());
    try (Admin admin = Admin.create(client)) {
      List<String> created = TopicCreation.create(admin, config.topics(), (short) 1);
      listener.progress("created " + created.size() + " topics");
    } catch (RuntimeException e) {
      throw new StackException("cannot create the topics: " + e.getMessage(), e);
    }
  }

  private synchronized ChildProcess launch(StackPart part) throws StackException {
    if (closing) {
      throw new StackException("the stack is ending");
    }
    if (isRunning(part)) {
      throw new IllegalStateException(part.label() + " runs already");
    }
    try {
      ChildProcess child =
          ChildProcess.start(
              launches.of(part), tether, folder.log(part), code -> listener.died(part, code));
      children.put(part, child);
      return child;
    } catch (IOException e) {
      throw new StackException("cannot start " + part.label() + ": " + e.getMessage(), e);
    }
  }

  private void awaitReady(StackPart part, ChildProcess child)
      throws StackException, InterruptedException {
    try {
      CompletableFuture.anyOf(child.ready(), child.ended())
          .get(READY_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new StackException(part.label() + ": " + e.getCause(), e);
    } catch (TimeoutException e) {
      child.kill();
      throw new StackException(
          part.label() + " was not ready in " + READY_WITHIN.toSeconds() + " s" + seeLog(part), e);
    }
    if (!child.ready().isDone()) {
      throw new StackException(
          part.label() + " ended with code " + child.ended().join() + seeLog(part));
    }
  }

  private String seeLog(StackPart part) {
    return "; its log " + folder.log(part) + " ends with\n" + LogTail.of(folder.log(part));
  }

  /** Where the parts listen; the same after a restart. */
  public StackAddresses addresses() {
    return addresses;
  }

  /** What the stack was set up with; ports are those that were taken. */
  public StackConfig config() {
    return config;
  }

  /** The folder of topics and logs. */
  public Path data() {
    return folder.root();
  }

  /** The process id of a part, of its last start. */
  public long pid(StackPart part) {
    return child(part).pid();
  }

  /** Whether a part's process lives. */
  public synchronized boolean isRunning(StackPart part) {
    ChildProcess child = children.get(part);
    return child != null && child.isAlive();
  }

  private synchronized ChildProcess child(StackPart part) {
    ChildProcess child = children.get(part);
    if (child == null) {
      throw new IllegalStateException(part.label() + " was not started");
    }
    return child;
  }

  /**
   * Stops a part's time by SIGSTOP: its connections stay open and nothing answers.
   *
   * @throws IllegalStateException if it does not run
   */
  public void pause(StackPart part) {
    child(part).pause();
  }

  /**
   * Lets a paused part go on by SIGCONT.
   *
   * @throws IllegalStateException if it does not run
   */
  public void resume(StackPart part) {
    child(part).resume();
  }

  /** Ends a part by SIGKILL and waits until it is gone; the listener hears nothing of it. */
  public void kill(StackPart part) throws InterruptedException {
    child(part).kill();
  }

  /** Ends a part by SIGTERM, after 20 s by SIGKILL; the listener hears nothing of it. */
  public void stop(StackPart part) throws InterruptedException {
    child(part).end(GRACE);
  }

  /**
   * Starts a part that has ended on its old port; returns when it is ready.
   *
   * @throws StackException if it is not ready in 120 s, or the stack is closed
   */
  public void restart(StackPart part) throws StackException, InterruptedException {
    awaitReady(part, launch(part));
  }

  /** Ends the app, then Redis, then the broker, and deletes the folder if it was temporary. */
  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException endingAlready) {
      // the process is ending and runs its hooks: there is nothing left to take back
    }
  }

  private void end() {
    synchronized (this) {
      closing = true;
    }
    synchronized (atExit) {
      for (StackPart part : List.of(StackPart.APP, StackPart.REDIS, StackPart.KAFKA)) {
        if (isRunning(part)) {
          listener.progress("stopping " + part.label());
          child(part).endWhateverComes(GRACE);
        }
      }
      try {
        folder.close();
      } catch (IOException e) {
        listener.progress("cannot delete " + folder.root() + ": " + e);
      }
    }
  }
}
