package io.forewarm.client.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Which tags, prefixes and regions were made void, as Redis remembers it for clients without Kafka:
 * a sorted set of names by time.
 */
final class VoidedNames {
  /** No value may be kept for longer than this, or it might outlive its end. */
  private static final long REMEMBERED_MILLIS = Duration.ofDays(30).toMillis();

  private final RedisCalls calls;
  private final RedisNames names;

  VoidedNames(RedisCalls calls, RedisNames names) {
    this.calls = calls;
    this.names = names;
  }

  CompletableFuture<Long> add(String name) {
    CompletableFuture<ScriptReply> reply =
        calls.run(Script.VOID, names.voided(), name, REMEMBERED_MILLIS);
    return RedisCalls.named("void", name, reply.thenApply(parts -> parts.number(1)));
  }

  CompletableFuture<Voided> since(long at) {
    CompletableFuture<ScriptReply> reply = calls.run(Script.VOIDED, names.voided(), at);
    return RedisCalls.named("voided", "tags and prefixes", reply.thenApply(VoidedNames::read));
  }

  private static Voided read(ScriptReply reply) {
    Map<String, Long> voided = new LinkedHashMap<>();
    for (int i = 0; i < reply.number(1); i++) {
      byte[] name = reply.bytes(2 + 2 * i);
      if (name != null) {
        voided.put(new String(name, UTF_8), reply.number(3 + 2 * i));
      }
    }
    return new Voided(reply.clock(), voided);
  }
}
