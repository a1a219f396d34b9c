package io.forewarm.streams.inspect;

/**
 * That a tag, a prefix or a region to which a key belongs was made void as a whole.
 *
 * @param name as in the topic {@code tags}: tag:NAME, prefix:TEXT, region:NAME or region:*
 * @param at what was loaded at a watermark before this broker time is stale, milliseconds since
 *     1970
 */
public record Voiding(String name, long at) {
  /** In people's words: tag user:42. */
  String words() {
    int colon = name.indexOf(':');
    String what = name.substring(0, Math.max(0, colon));
    String which = name.substring(colon + 1);
    return which.equals("*") ? "region, as all of them," : what + " " + which;
  }
}
