package io.forewarm.streams.statistics;

import org.jspecify.annotations.Nullable;

/** How a rule names the keys of a template. */
public final class RuleName {
  private RuleName() {}

  /**
   * Returns the target of a rule about the keys of a template, {@code posts:user:{id}:posts}; null
   * for what cannot be named.
   */
  public static @Nullable String of(String region, String template) {
    if (template.equals(TemplateTree.OTHER)) {
      return null;
    }
    StringBuilder target = new StringBuilder(region).append(':');
    int ids = 0;
    for (int i = 0; i < template.length(); i++) {
      char character = template.charAt(i);
      if (character == '*') {
        target.append(ids++ == 0 ? "{id}" : "{id" + ids + "}");
      } else {
        target.append(character);
      }
    }
    return target.toString();
  }
}
