package io.forewarm.client.redis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A script that shall run.
 *
 * @param names its KEYS, all in one slot
 * @param arguments its ARGV
 * @param answer numbers as Long, strings as byte[], false as null
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record ScriptCall(
    Script script,
    List<Object> names,
    byte[][] arguments,
    CompletableFuture<List<@Nullable Object>> answer) {

  ScriptCall(Script script, List<Object> names, byte[][] arguments) {
    this(script, names, arguments, new CompletableFuture<>());
  }

  /** What EVALSHA is given. */
  Object[] words() {
    List<Object> words = new ArrayList<>(2 + names.size() + arguments.length);
    words.add(script.sha1());
    words.add(names.size());
    words.addAll(names);
    words.addAll(Arrays.asList(arguments));
    return words.toArray();
  }
}
