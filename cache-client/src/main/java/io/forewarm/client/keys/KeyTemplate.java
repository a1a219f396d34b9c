package io.forewarm.client.keys;

import java.util.List;

/**
 * The form of a region's keys: literals and variables, divided by colons, as in {@code
 * user:{id}:posts:page:{n}}. PLACEHOLDER: see the contract.
 */
public final class KeyTemplate {
  private final String text;

  private KeyTemplate(String text) {
    this.text = text;
  }

  /** Parses a template. */
  public static KeyTemplate of(String text) {
    return new KeyTemplate(text);
  }

  /** Names of the variables, in order. */
  public List<String> variables() {
    return List.of(text);
  }
}
