package io.forewarm.client.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The Lua that runs in Redis: one script an operation, after the functions that it shares. */
enum Script {
  TIME("clock", "time"),
  ACQUIRE("clock", "header", "lease", "wait", "acquire"),
  RENEW("clock", "lease", "renew"),
  RELEASE("clock", "lease", "wake", "release"),
  FILL("clock", "header", "chunks", "lease", "wake", "fill"),
  SEIZE("clock", "header", "lease", "wait", "seize"),
  REPLACE("clock", "header", "chunks", "wake", "replace"),
  INVALIDATE("clock", "header", "chunks", "wake", "invalidate"),
  CARRY("clock", "header", "chunks", "wake", "carry"),
  EVICT("clock", "header", "chunks", "lease", "evict"),
  VOID("clock", "void"),
  VOIDED("clock", "voided"),
  STATE("clock", "lease", "state"),
  TAKE("clock", "take");

  private final String text;
  private final String sha1;

  Script(String... files) {
    StringBuilder all = new StringBuilder();
    for (String file : files) {
      all.append(read(file + ".lua")).append('\n');
    }
    this.text = all.toString();
    this.sha1 = sha1(text);
  }

  /** The whole script. */
  String text() {
    return text;
  }

  /** The name under which Redis keeps the script. */
  String sha1() {
    return sha1;
  }

  private static String read(String file) {
    try (InputStream in = Script.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks its script " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha1(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
