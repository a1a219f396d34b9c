package io.forewarm.streams.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may change things over HTTP: who sends the token. There is none by default, and nothing can
 * be changed then.
 *
 * @param token 16 printable characters or more without spaces; empty for none
 * @param tokenFile file that holds the token in place of {@code token}; null for none
 */
public record ConsoleConfig(Secret token, @Nullable Path tokenFile) {
  /** Nothing can be changed. */
  public static final ConsoleConfig DEFAULT = new ConsoleConfig(Secret.NONE, null);

  private static final Pattern FORM = Pattern.compile("[\\x21-\\x7E]{16,512}");

  /** Refuses a token that is easily guessed, and two places for one. */
  public ConsoleConfig {
    if (!token.isEmpty() && tokenFile != null) {
      throw new IllegalArgumentException(
          "console.token and console.token-file are both set: choose one");
    }
    check("console.token", token);
  }

  private static void check(String setting, Secret token) {
    if (!token.isEmpty() && !FORM.matcher(token.text()).matches()) {
      throw new IllegalArgumentException(
          setting
              + " must have 16 to 512 printable characters without spaces, or be empty: then"
              + " nothing can be changed over HTTP");
    }
  }

  /**
   * Returns the token, wherever it is kept.
   *
   * @throws IllegalStateException if its file cannot be read or holds none
   */
  Secret secret() {
    Path file = tokenFile;
    if (file == null) {
      return token;
    }
    try {
      Secret read = new Secret(Files.readString(file).strip());
      if (read.isEmpty()) {
        throw new IllegalArgumentException("console.token-file=" + file + " is empty");
      }
      check("what console.token-file=" + file + " holds", read);
      return read;
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException(
          e instanceof IOException
              ? "console.token-file=" + file + " cannot be read: " + e
              : e.getMessage(),
          e);
    }
  }
}
