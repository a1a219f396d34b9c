package io.forewarm.streams.statistics;

import io.forewarm.schemas.Span;
import org.jspecify.annotations.Nullable;

/**
 * Where a span of a template is kept, as text {@code MINUTE 17 posts:user:*}: the key of the store
 * and of the topic {@code trends}.
 *
 * @param place in the ring of its span
 */
public record Row(Span span, int place, String region, String template) {
  /** Returns where the span that holds at a time is kept. */
  static Row at(Span span, long time, String region, String template) {
    return new Row(span, Rings.place(span, time), region, template);
  }

  @Override
  public String toString() {
    return span + " " + place + " " + region + ":" + template;
  }

  /** Reads a key; null if it is none. */
  public static @Nullable Row parse(String text) {
    int first = text.indexOf(' ');
    int second = text.indexOf(' ', first + 1);
    int colon = text.indexOf(':', second + 1);
    if (first < 0 || second < 0 || colon < 0) {
      return null;
    }
    try {
      return new Row(
          Span.valueOf(text.substring(0, first)),
          Integer.parseInt(text.substring(first + 1, second)),
          text.substring(second + 1, colon),
          text.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
