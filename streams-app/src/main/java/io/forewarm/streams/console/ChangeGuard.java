package io.forewarm.streams.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether a request may change something: it must bring the token, and a browser must say
 * that it comes from the console's own page. The token is no cookie, so no other page can have a
 * browser send it; the second question is there for the day that somebody makes it one.
 */
final class ChangeGuard {
  private static final String BEARER = "Bearer ";
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private final byte @Nullable [] expected;

  ChangeGuard(Secret token) {
    expected = token.isEmpty() ? null : digest(token.text());
  }

  /**
   * What a request says of itself, by header; null for one that is absent.
   *
   * @param authorization Authorization
   * @param site Sec-Fetch-Site
   * @param origin Origin
   * @param host Host
   * @param forwardedHost X-Forwarded-Host
   */
  record Asked(
      @Nullable String authorization,
      @Nullable String site,
      @Nullable String origin,
      @Nullable String host,
      @Nullable String forwardedHost) {}

  /** Why a request is refused, as a status of HTTP and for people. */
  record Refusal(int status, String error) {}

  /** Whether anybody may change anything. */
  boolean isOpen() {
    return expected != null;
  }

  /** Returns why a request is refused; empty if it may go on. */
  Optional<Refusal> judge(Asked asked) {
    byte[] token = expected;
    if (token == null) {
      return refuse(403, "nothing can be changed here: console.token is not set");
    }
    if (!isOwn(asked)) {
      return refuse(403, "another site's page must not change anything here");
    }
    String authorization = asked.authorization();
    if (authorization == null || !authorization.startsWith(BEARER)) {
      return refuse(401, "a change needs the token: send Authorization: Bearer TOKEN");
    }
    byte[] sent = digest(authorization.substring(BEARER.length()).strip());
    return MessageDigest.isEqual(token, sent)
        ? Optional.empty()
        : refuse(401, "the token is not that of console.token");
  }

  private static Optional<Refusal> refuse(int status, String error) {
    return Optional.of(new Refusal(status, error));
  }

  /** Browsers say where a request comes from, over plain HTTP not always by the first header. */
  private static boolean isOwn(Asked asked) {
    if (asked.site() != null) {
      return OWN_SITES.contains(asked.site());
    }
    String origin = asked.origin();
    if (origin == null) {
      return true;
    }
    String from = origin.replaceFirst("^[a-z]+://", "");
    return from.equalsIgnoreCase(asked.host()) || from.equalsIgnoreCase(asked.forwardedHost());
  }

  /** Of equal length whatever was sent, so that the comparison tells nothing by its time. */
  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
