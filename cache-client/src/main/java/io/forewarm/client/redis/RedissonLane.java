package io.forewarm.client.redis;

import io.netty.channel.ChannelFuture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisClient;
import org.redisson.client.RedisConnection;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.RedisRedirectException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.protocol.CommandData;
import org.redisson.client.protocol.CommandsData;
import org.redisson.client.protocol.RedisCommand;
import org.redisson.client.protocol.RedisCommands;
import org.redisson.client.protocol.decoder.ObjectListReplayDecoder;
import org.redisson.connection.MasterSlaveEntry;

/**
 * A connection of its own to one master, beside Redisson's pool, and as it is configured: many
 * commands are under way on it at once, and none pays for the pool, retries and a timer. A lost
 * connection fails what was under way at once, and is replaced when it is next needed; so is one to
 * a master that is none any more.
 */
final class RedissonLane implements Lane, AutoCloseable {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final RedisCommand<List<byte @Nullable []>> MGET =
      new RedisCommand<>("MGET", new ObjectListReplayDecoder<>());

  private static final RedisCommand<List<@Nullable Object>> EVALSHA =
      new RedisCommand<>("EVALSHA", new ObjectListReplayDecoder<>());

  private final MasterSlaveEntry node;
  private final boolean slotted;
  private final Function<String, CompletableFuture<byte @Nullable []>> redirected;
  private final Function<ScriptCall, CompletableFuture<List<@Nullable Object>>> elsewhere;
  private volatile @Nullable Line line;
  private @Nullable CompletableFuture<Line> connecting;
  private long lastTry = System.nanoTime() - PAUSE_NANOS;
  private boolean closed;

  /** A connection, and how what is under way on it learns that it was lost. */
  private record Line(RedisConnection connection, Set<Runnable> underWay) {
    boolean leadsTo(@Nullable RedisClient master) {
      return connection.isActive() && connection.getRedisClient() == master;
    }
  }

  /**
   * @param slotted whether a command may name several keys of one slot only
   * @param redirected reads a name that has moved to another master
   * @param elsewhere runs a script whose names have moved, or that this master does not know
   */
  RedissonLane(
      MasterSlaveEntry node,
      boolean slotted,
      Function<String, CompletableFuture<byte @Nullable []>> redirected,
      Function<ScriptCall, CompletableFuture<List<@Nullable Object>>> elsewhere) {
    this.node = node;
    this.slotted = slotted;
    this.redirected = redirected;
    this.elsewhere = elsewhere;
  }

  @Override
  public CompletableFuture<List<byte @Nullable []>> get(List<String> names) {
    Line open = line;
    if (open != null && open.leadsTo(node.getClient())) {
      return get(open, names);
    }
    return connect().thenCompose(opened -> get(opened, names));
  }

  private CompletableFuture<List<byte @Nullable []>> get(Line open, List<String> names) {
    return slotted && names.size() > 1 ? pipelined(open, names) : inOne(open, names);
  }

  /** One MGET. */
  private CompletableFuture<List<byte @Nullable []>> inOne(Line open, List<String> names) {
    CompletableFuture<List<byte @Nullable []>> answer = new CompletableFuture<>();
    CommandData<?, ?> command =
        new CommandData<>(answer, ByteArrayCodec.INSTANCE, MGET, names.toArray());
    watch(open, answer, open.connection().send(command));
    return slotted
        ? answer.exceptionallyCompose(
            error -> moved(error) ? redirected(names) : CompletableFuture.failedFuture(error))
        : answer;
  }

  private CompletableFuture<List<byte @Nullable []>> redirected(List<String> names) {
    return redirected.apply(names.get(0)).thenApply(Arrays::<byte @Nullable []>asList);
  }

  /** A GET each, written and read at one go: their slots differ. */
  private CompletableFuture<List<byte @Nullable []>> pipelined(Line open, List<String> names) {
    List<CommandData<?, ?>> commands = new ArrayList<>(names.size());
    for (String name : names) {
      commands.add(
          new CommandData<>(
              new CompletableFuture<byte @Nullable []>(),
              ByteArrayCodec.INSTANCE,
              RedisCommands.GET,
              new Object[] {name}));
    }
    CompletableFuture<Void> all = new CompletableFuture<>();
    watch(open, all, open.connection().send(new CommandsData(all, commands, false, false)));
    return all.handle((nothing, error) -> collected(names, commands, error))
        .thenCompose(answer -> answer);
  }

  private CompletableFuture<List<byte @Nullable []>> collected(
      List<String> names, List<CommandData<?, ?>> commands, @Nullable Throwable error) {
    List<byte @Nullable []> values = new ArrayList<>(names.size());
    List<CompletableFuture<?>> late = new ArrayList<>(0);
    for (int i = 0; i < names.size(); i++) {
      CommandData<?, ?> command = commands.get(i);
      Throwable cause = command.getPromise().isDone() ? command.cause() : error;
      if (cause == null) {
        values.add((byte[]) command.getPromise().getNow(null));
      } else if (moved(cause)) {
        int at = i;
        values.add(null);
        late.add(redirected.apply(names.get(i)).thenAccept(value -> values.set(at, value)));
      } else if (String.valueOf(cause.getMessage()).startsWith("WRONGTYPE")) {
        values.add(null);
      } else {
        return CompletableFuture.failedFuture(cause);
      }
    }
    return late.isEmpty()
        ? CompletableFuture.completedFuture(values)
        : CompletableFuture.allOf(late.toArray(CompletableFuture[]::new))
            .thenApply(nothing -> values);
  }

  @Override
  public CompletableFuture<List<CompletableFuture<List<@Nullable Object>>>> run(
      List<ScriptCall> calls) {
    Line open = line;
    if (open != null && open.leadsTo(node.getClient())) {
      return run(open, calls);
    }
    return connect().thenCompose(opened -> run(opened, calls));
  }

  private CompletableFuture<List<CompletableFuture<List<@Nullable Object>>>> run(
      Line open, List<ScriptCall> calls) {
    List<CompletableFuture<List<@Nullable Object>>> answers = new ArrayList<>(calls.size());
    List<CommandData<?, ?>> commands = new ArrayList<>(calls.size());
    for (ScriptCall call : calls) {
      CompletableFuture<List<@Nullable Object>> answer = new CompletableFuture<>();
      answers.add(answer);
      commands.add(new CommandData<>(answer, ByteArrayCodec.INSTANCE, EVALSHA, call.words()));
    }
    CompletableFuture<Void> all = new CompletableFuture<>();
    watch(open, all, open.connection().send(new CommandsData(all, commands, false, false)));
    return all.handle((nothing, error) -> settled(calls, answers, error))
        .thenCompose(settled -> settled);
  }

  private CompletableFuture<List<CompletableFuture<List<@Nullable Object>>>> settled(
      List<ScriptCall> calls,
      List<CompletableFuture<List<@Nullable Object>>> answers,
      @Nullable Throwable error) {
    List<CompletableFuture<?>> late = new ArrayList<>(0);
    for (int i = 0; i < calls.size(); i++) {
      CompletableFuture<List<@Nullable Object>> answer = answers.get(i);
      if (!answer.isDone()) {
        answer.completeExceptionally(error == null ? lost() : error);
      }
      Throwable cause = answer.handle((value, failure) -> failure).join();
      if (cause != null && (moved(cause) || cause instanceof RedisNoScriptException)) {
        CompletableFuture<List<@Nullable Object>> again = elsewhere.apply(calls.get(i));
        answers.set(i, again);
        late.add(again.handle((value, failure) -> failure));
      } else if (cause != null) {
        answers.set(i, CompletableFuture.failedFuture(RedissonLink.plain(cause)));
      }
    }
    return CompletableFuture.allOf(late.toArray(CompletableFuture[]::new))
        .thenApply(nothing -> answers);
  }

  @Override
  public CompletableFuture<List<@Nullable Object>> ask(List<Question> questions) {
    return connect().thenCompose(open -> ask(open, questions));
  }

  private CompletableFuture<List<@Nullable Object>> ask(Line open, List<Question> questions) {
    List<CommandData<?, ?>> commands = new ArrayList<>(questions.size());
    for (Question question : questions) {
      commands.add(
          new CommandData<>(
              new CompletableFuture<>(),
              ByteArrayCodec.INSTANCE,
              command(question.verb()),
              question.words()));
    }
    CompletableFuture<Void> all = new CompletableFuture<>();
    watch(open, all, open.connection().send(new CommandsData(all, commands, false, false)));
    return all.handle((nothing, error) -> answers(commands, error)).thenCompose(told -> told);
  }

  private static RedisCommand<?> command(Question.Verb verb) {
    if (verb == Question.Verb.SCAN) {
      return new RedisCommand<>(verb.word(), new ObjectListReplayDecoder<Object>());
    }
    return verb.second().isEmpty()
        ? new RedisCommand<>(verb.word())
        : new RedisCommand<>(verb.word(), verb.second());
  }

  private static CompletableFuture<List<@Nullable Object>> answers(
      List<CommandData<?, ?>> commands, @Nullable Throwable error) {
    List<@Nullable Object> answers = new ArrayList<>(commands.size());
    for (CommandData<?, ?> command : commands) {
      CompletableFuture<?> answer = command.getPromise();
      if (!answer.isDone() && error != null) {
        return CompletableFuture.failedFuture(RedissonLink.plain(error));
      }
      answers.add(answer.isCompletedExceptionally() ? null : answer.getNow(null));
    }
    return CompletableFuture.completedFuture(answers);
  }

  private static boolean moved(Throwable error) {
    return error instanceof RedisRedirectException;
  }

  /** Redisson would let a command that was written wait for its timeout. */
  private void watch(Line open, CompletableFuture<?> answer, ChannelFuture written) {
    Runnable loss = () -> answer.completeExceptionally(lost());
    open.underWay().add(loss);
    answer.whenComplete((value, error) -> open.underWay().remove(loss));
    written.addListener(
        write -> {
          if (!write.isSuccess()) {
            answer.completeExceptionally(
                new RedisConnectionException("cannot write to " + node.getClient(), write.cause()));
          }
        });
    if (!written.channel().isActive()) {
      loss.run();
    }
  }

  private RedisException lost() {
    return new RedisConnectionException("the connection to " + node.getClient() + " was lost");
  }

  private synchronized CompletableFuture<Line> connect() {
    RedisClient master = node.getClient();
    Line open = line;
    if (open != null && open.leadsTo(master)) {
      return CompletableFuture.completedFuture(open);
    }
    if (connecting != null && !connecting.isDone()) {
      return connecting;
    }
    if (closed || master == null || System.nanoTime() - lastTry < PAUSE_NANOS) {
      return CompletableFuture.failedFuture(lost());
    }
    lastTry = System.nanoTime();
    line = null;
    if (open != null) {
      open.connection().closeAsync();
    }
    connecting = master.connectAsync().toCompletableFuture().thenApply(this::opened);
    return connecting;
  }

  private synchronized Line opened(RedisConnection connection) {
    if (closed) {
      connection.closeAsync();
      throw lost();
    }
    Line opened = new Line(connection, ConcurrentHashMap.newKeySet());
    line = opened;
    connection
        .getChannel()
        .closeFuture()
        .addListener(
            closing -> {
              connection.closeAsync();
              opened.underWay().forEach(Runnable::run);
            });
    return opened;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (line != null) {
      line.connection().closeAsync();
    }
  }
}
