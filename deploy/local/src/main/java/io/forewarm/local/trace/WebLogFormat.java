package io.forewarm.local.trace;

import io.forewarm.local.trace.TraceLine.Access;
import io.forewarm.local.trace.TraceLine.Malformed;
import io.forewarm.local.trace.TraceLine.Skipped;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Common Log Format of web servers, and the Combined one, which adds referrer and agent. Reads
 * what a cache would have seen: successful requests (2xx and 304); the key is the path with its
 * query, the user the authenticated one or else the host.
 */
final class WebLogFormat implements TraceFormat {
  private static final Pattern HEAD = Pattern.compile("(\\S++) \\S++ (.*?) ?\\[([^]]{1,64}+)] \"");
  private static final Pattern TAIL = Pattern.compile("\" (\\d{3}) (\\d{1,18}|-)(?= |$)");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH);

  @Override
  public String name() {
    return "web server log";
  }

  @Override
  public TraceLine read(String line) {
    if (line.isBlank() || line.startsWith("#")) {
      return Skipped.SKIPPED;
    }
    Matcher head = HEAD.matcher(line);
    if (!head.lookingAt()) {
      return new Malformed("does not begin with host, identity, user, [time] and \"request\"");
    }
    Matcher tail = TAIL.matcher(line);
    if (!tail.find(head.end())) {
      return new Malformed("has no status and size after the request");
    }
    if (!seenByCache(tail.group(1))) {
      return Skipped.SKIPPED;
    }
    return request(head, line.substring(head.end(), tail.start()), tail.group(2));
  }

  private static boolean seenByCache(String status) {
    return status.startsWith("2") || status.equals("304");
  }

  private static TraceLine request(Matcher head, String request, String size) {
    String[] words = request.trim().split("\\s+", 3);
    if (words.length < 2) {
      return new Malformed("the request has no method and path: '" + request + "'");
    }
    @Nullable Boolean write = write(words[0]);
    if (write == null) {
      return Skipped.SKIPPED;
    }
    String key = words[1];
    @Nullable String wrongKey = Keys.whatIsWrongWith(key);
    if (wrongKey != null) {
      return new Malformed(wrongKey);
    }
    try {
      long at = Instant.from(OffsetDateTime.parse(head.group(3), TIME)).toEpochMilli();
      return new Access(new TraceEvent(at, user(head), write, key, size(size), TraceEvent.UNKNOWN));
    } catch (DateTimeException e) {
      return new Malformed("the time is not like 01/Jul/1995:00:00:01 -0400");
    }
  }

  private static @Nullable Boolean write(String method) {
    return switch (method) {
      case "GET", "HEAD" -> false;
      case "POST", "PUT", "DELETE", "PATCH" -> true;
      default -> null;
    };
  }

  private static String user(Matcher head) {
    String authenticated = head.group(2);
    return authenticated.isEmpty() || authenticated.equals("-") ? head.group(1) : authenticated;
  }

  private static long size(String size) {
    return size.equals("-") ? TraceEvent.UNKNOWN : Long.parseLong(size);
  }
}
