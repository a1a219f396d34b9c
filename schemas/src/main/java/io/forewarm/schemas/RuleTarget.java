package io.forewarm.schemas;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a rule is about: everything, a region, the keys of a template or a prefix, or one key. Keys
 * are compared as they are, and without the braces of a hash tag and the version of their region.
 */
final class RuleTarget implements Comparable<RuleTarget> {
  /** A variable as in {@code user:{id}:posts}; with a star it takes the rest of the key. */
  static final Pattern VARIABLE = Pattern.compile("\\{[A-Za-z_][A-Za-z0-9_]*(\\*?)}");

  private final String text;
  private final Width width;
  private final int literal;
  private final @Nullable Pattern template;

  /** How many keys it may be about, most first. */
  private enum Width {
    ALL,
    REGION,
    SOME,
    ONE
  }

  private RuleTarget(String text, Width width, int literal, @Nullable Pattern template) {
    this.text = text;
    this.width = width;
    this.literal = literal;
    this.template = template;
  }

  static RuleTarget of(String text) {
    if (text.equals("*")) {
      return new RuleTarget(text, Width.ALL, 0, null);
    }
    if (text.endsWith("*")) {
      return new RuleTarget(text, Width.SOME, text.length() - 1, null);
    }
    if (VARIABLE.matcher(text).find()) {
      return template(text);
    }
    return new RuleTarget(text, text.indexOf(':') < 0 ? Width.REGION : Width.ONE, 0, null);
  }

  private static RuleTarget template(String text) {
    StringBuilder regex = new StringBuilder();
    Matcher variable = VARIABLE.matcher(text);
    int end = 0;
    int literal = 0;
    while (variable.find()) {
      regex.append(Pattern.quote(text.substring(end, variable.start())));
      regex.append(variable.group(1).isEmpty() ? "[^:]+" : ".+");
      literal += variable.start() - end;
      end = variable.end();
    }
    regex.append(Pattern.quote(text.substring(end)));
    literal += text.length() - end;
    Pattern pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
    return new RuleTarget(text, Width.SOME, literal, pattern);
  }

  /** Whether a rule of this target holds for a cache key. */
  boolean matches(String cacheKey) {
    return switch (width) {
      case ALL -> true;
      case REGION -> text.equals(CacheKey.region(cacheKey));
      case SOME -> matchesSome(cacheKey);
      case ONE -> text.equals(cacheKey) || text.equals(plain(cacheKey));
    };
  }

  private boolean matchesSome(String cacheKey) {
    String plain = plain(cacheKey);
    Pattern form = template;
    if (form != null) {
      return form.matcher(plain).matches() || form.matcher(CacheKey.key(plain)).matches();
    }
    return cacheKey.regionMatches(0, text, 0, literal) || plain.regionMatches(0, text, 0, literal);
  }

  private static String plain(String cacheKey) {
    int colon = cacheKey.indexOf(':');
    if (colon < 0 || (cacheKey.indexOf('{') < 0 && cacheKey.lastIndexOf('@', colon) < 0)) {
      return cacheKey;
    }
    String key = CacheKey.key(cacheKey).replace("{", "").replace("}", "");
    return CacheKey.of(CacheKey.region(cacheKey), key);
  }

  /** The wider target first, and of two templates or prefixes the one that says less. */
  @Override
  public int compareTo(RuleTarget other) {
    int byWidth = width.compareTo(other.width);
    int byLength = byWidth == 0 ? Integer.compare(literal, other.literal) : byWidth;
    return byLength == 0 ? text.compareTo(other.text) : byLength;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RuleTarget that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
