package io.forewarm.streams.topics;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which dead letter: where it lies in {@code dead-letters}. Its text is {@code 0/17}. */
public record LetterId(int partition, long offset) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,6})/(\\d{1,18})");

  /** Refuses what lies nowhere. */
  public LetterId {
    if (partition < 0 || offset < 0) {
      throw new IllegalArgumentException(
          "a dead letter lies at a partition and an offset of 0 or more: "
              + partition
              + "/"
              + offset);
    }
  }

  /** Reads {@code 0/17}; fails with what is allowed. */
  public static LetterId parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "a dead letter is named PARTITION/OFFSET, such as 0/17, not '" + text + "'");
    }
    return new LetterId(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2)));
  }

  @Override
  public String toString() {
    return partition + "/" + offset;
  }
}
