package io.forewarm.streams.statistics;

import io.forewarm.streams.behaviour.KeyIds;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds from the keys of one region what they have in common, without configuration. A word with a
 * digit is an id, but for a version such as {@code v2}; a word is one as well where too many
 * different words have stood in its place: {@code user:alice:profile} and thirty more become {@code
 * user:*:profile}. What a key's template is may thus become wider as more keys are seen, never
 * narrower. Bounded. Not safe for concurrent use.
 */
final class TemplateTree {
  /** The template of what is too much. */
  static final String OTHER = "(other)";

  private static final int MOST_WORDS = 24;
  private static final int MOST_TEMPLATES = 64;
  private static final int MOST_PLACES = 4 * MOST_TEMPLATES;
  private static final Pattern VERSION = Pattern.compile("v[0-9]{1,3}");

  private final Map<String, Set<String>> wordsByPlace = new HashMap<>();
  private final Set<String> templates = new HashSet<>();
  private int widened;

  /**
   * What a key's text says.
   *
   * @param template its template
   * @param entity the text to the first id, with it
   */
  record Place(String template, String entity) {}

  /** How often templates have become wider: keys asked for before may have others now. */
  int widened() {
    return widened;
  }

  /** Returns where a key belongs; a template belongs to itself, or to what it has become. */
  Place place(String keyInRegion) {
    Place place = read(keyInRegion);
    return new Place(known(place.template), place.entity);
  }

  /** Takes the words of the begin of a key. */
  void learn(String beginOfKey) {
    Place unused = read(beginOfKey);
  }

  private Place read(String keyInRegion) {
    StringBuilder template = new StringBuilder(keyInRegion.length());
    int[] entityEnd = {-1};
    int[] at = {0};
    KeyIds.words(
        keyInRegion,
        (word, id) -> {
          at[0] += word.length();
          boolean star =
              KeyIds.isWord(word.charAt(0)) && (isId(word, id) || tooMany(template, word));
          template.append(star ? "*" : word);
          if ((star || word.equals("*")) && entityEnd[0] < 0) {
            entityEnd[0] = at[0];
          }
        });
    return new Place(
        template.toString(),
        entityEnd[0] < 0 ? keyInRegion : keyInRegion.substring(0, entityEnd[0]));
  }

  private static boolean isId(String word, boolean hasDigit) {
    return hasDigit && !VERSION.matcher(word).matches();
  }

  private boolean tooMany(StringBuilder before, String word) {
    String place = before.toString();
    Set<String> words = wordsByPlace.get(place);
    if (words == null) {
      if (wordsByPlace.size() >= MOST_PLACES) {
        return true;
      }
      words = new HashSet<>();
      wordsByPlace.put(place, words);
    }
    if (words.size() <= MOST_WORDS && words.add(word) && words.size() > MOST_WORDS) {
      widen(place);
    }
    return words.size() > MOST_WORDS;
  }

  /** What hung below one of the words hangs below the star from now on, and is found anew. */
  private void widen(String place) {
    widened++;
    wordsByPlace.keySet().removeIf(other -> other.startsWith(place) && !other.equals(place));
    templates.removeIf(template -> template.startsWith(place));
  }

  private String known(String template) {
    if (templates.contains(template)) {
      return template;
    }
    if (templates.size() >= MOST_TEMPLATES) {
      return OTHER;
    }
    templates.add(template);
    return template;
  }
}
