package io.forewarm.streams.behaviour;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as text and ids: words with a digit in them are ids.
 *
 * @param key cache key
 * @param kind the key with every id as {@code *}
 * @param ids in the order of the key
 */
public record KeyIds(String key, String kind, List<String> ids) {
  /** In a template, stands before the place of an id that is carried over. */
  private static final char SAME = '\1';

  /** In a template, stands before the place of an id that is one more. */
  private static final char NEXT = '\2';

  private static final int MOST_IDS = 9;
  private static final int MOST_DIGITS = 9;

  /** Takes the words of a key, and what stands between them, one character at a time. */
  @FunctionalInterface
  public interface Words {
    /** Takes a word, and whether it is an id; or a character that is no part of a word. */
    void word(String word, boolean id);
  }

  /** Takes a key apart. */
  static KeyIds of(String key) {
    StringBuilder kind = new StringBuilder(key.length());
    List<String> ids = new ArrayList<>();
    words(
        key,
        (word, id) -> {
          kind.append(id ? "*" : word);
          if (id) {
            ids.add(word);
          }
        });
    return new KeyIds(key, kind.toString(), ids.size() > MOST_IDS ? List.of() : ids);
  }

  /** Tells the words of a key, and what stands between them, in order. */
  public static void words(String key, Words taker) {
    int from = 0;
    boolean id = false;
    for (int i = 0; i <= key.length(); i++) {
      boolean inWord = i < key.length() && isWord(key.charAt(i));
      if (inWord) {
        id |= Character.isDigit(key.charAt(i));
      } else {
        if (i > from) {
          taker.word(key.substring(from, i), id);
        }
        if (i < key.length()) {
          taker.word(key.substring(i, i + 1), false);
        }
        from = i + 1;
        id = false;
      }
    }
  }

  /** Whether a character is part of a word. */
  public static boolean isWord(char character) {
    return Character.isLetterOrDigit(character) || character == '-' || character == '_';
  }

  /**
   * Returns how this key is made of the ids of another, as a template for keys of the other's kind;
   * null if none is carried over.
   */
  @Nullable String after(KeyIds other) {
    StringBuilder template = new StringBuilder(key.length());
    boolean[] carried = {false};
    words(
        key,
        (word, id) -> {
          String reference = id ? reference(word, other.ids) : null;
          carried[0] |= reference != null;
          template.append(reference == null ? word : reference);
        });
    return carried[0] ? template.toString() : null;
  }

  private static @Nullable String reference(String id, List<String> ids) {
    int same = ids.indexOf(id);
    if (same >= 0) {
      return "" + SAME + same;
    }
    for (int i = 0; i < ids.size(); i++) {
      if (id.equals(next(ids.get(i)))) {
        return "" + NEXT + i;
      }
    }
    return null;
  }

  private static @Nullable String next(String id) {
    boolean number = id.length() <= MOST_DIGITS && id.chars().allMatch(Character::isDigit);
    return number ? String.valueOf(Integer.parseInt(id) + 1) : null;
  }

  /** Returns the key that a template makes of the ids of this one; null if it cannot. */
  @Nullable String apply(String template) {
    StringBuilder made = new StringBuilder(template.length() + key.length());
    for (int i = 0; i < template.length(); i++) {
      char character = template.charAt(i);
      if (character == SAME || character == NEXT) {
        int place = template.charAt(++i) - '0';
        String id = place < ids.size() ? ids.get(place) : null;
        id = id == null || character == SAME ? id : next(id);
        if (id == null) {
          return null;
        }
        made.append(id);
      } else {
        made.append(character);
      }
    }
    return made.toString();
  }
}
