package io.forewarm.client.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends the scripts of many threads to one master together, each with an answer of its own. */
final class ScriptMerger {
  private static final int FLIGHTS = 2;

  /** So many keep Redis from others for a few milliseconds at most. */
  private static final int CALLS_A_FLIGHT = 64;

  private final Function<
          List<ScriptCall>, CompletableFuture<List<CompletableFuture<List<@Nullable Object>>>>>
      send;
  private final Departures<ScriptCall> departures =
      new Departures<>(FLIGHTS, () -> CALLS_A_FLIGHT, this::fly);

  /**
   * @param send runs scripts, and answers with what became of each, in their order
   */
  ScriptMerger(
      Function<List<ScriptCall>, CompletableFuture<List<CompletableFuture<List<@Nullable Object>>>>>
          send) {
    this.send = send;
  }

  /** Runs a script and answers it. */
  void add(ScriptCall call) {
    departures.add(call);
  }

  private void fly(List<ScriptCall> calls) {
    CompletableFuture<List<CompletableFuture<List<@Nullable Object>>>> sent;
    try {
      sent = send.apply(calls);
    } catch (RuntimeException e) {
      sent = CompletableFuture.failedFuture(e);
    }
    sent.whenComplete((answers, error) -> land(calls, answers, error));
  }

  private void land(
      List<ScriptCall> calls,
      @Nullable List<CompletableFuture<List<@Nullable Object>>> answers,
      @Nullable Throwable error) {
    if (answers == null) {
      Throwable cause =
          error == null ? new IllegalStateException("no script was run") : RedisCalls.cause(error);
      List<ScriptCall> late = departures.landed(cause instanceof TimeoutException);
      calls.forEach(call -> call.answer().completeExceptionally(cause));
      late.forEach(call -> call.answer().completeExceptionally(cause));
    } else {
      departures.landed(false);
      for (int i = 0; i < calls.size(); i++) {
        answer(calls.get(i), answers.get(i));
      }
    }
  }

  private static void answer(ScriptCall call, CompletableFuture<List<@Nullable Object>> became) {
    became.whenComplete(
        (reply, error) -> {
          if (error == null) {
            call.answer().complete(reply);
          } else {
            call.answer().completeExceptionally(RedisCalls.cause(error));
          }
        });
  }
}
