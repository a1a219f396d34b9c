package io.forewarm.streams.advice;

import io.forewarm.schemas.Share;
import io.forewarm.streams.advice.Recommendation.Cause;
import io.forewarm.streams.statistics.Figure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges whether keys hide what they are: {@code user42profile} glues kind and id together, so that
 * no template tells kinds apart. A bare id is none of them: there its region says what it is.
 */
final class FlatKeyPolicy implements AdvicePolicy {
  private static final double MANY_KEYS = 20;
  private static final int LEAST_NAMES = 3;
  private static final int MOST_KINDS = 4;
  private static final Pattern GLUED = Pattern.compile("([A-Za-z]{3,})[0-9]+([A-Za-z]*)");
  private static final Pattern HEX = Pattern.compile("[A-Fa-f]*");

  @Override
  public Optional<Recommendation> judge(Evidence evidence) {
    List<String> names = evidence.recent().entities().stream().map(Share::getName).toList();
    boolean oneWord = evidence.template().equals("*");
    if (!oneWord || names.size() < LEAST_NAMES || evidence.recent().distinctKeys() < MANY_KEYS) {
      return Optional.empty();
    }
    Set<String> kinds = new TreeSet<>();
    for (String name : names) {
      Matcher glued = GLUED.matcher(name);
      if (!glued.matches() || HEX.matcher(glued.group(1) + glued.group(2)).matches()) {
        return Optional.empty();
      }
      String rest = glued.group(2).isEmpty() ? "" : ":" + glued.group(2);
      kinds.add(glued.group(1) + ":{id}" + rest);
    }
    return kinds.size() > MOST_KINDS ? Optional.empty() : Optional.of(recommend(evidence, kinds));
  }

  private static Recommendation recommend(Evidence evidence, Set<String> kinds) {
    String reason =
        String.format(
            Locale.ROOT,
            "about %.0f keys of region %s with %.0f reads a second glue kind and id into one word,"
                + " such as %s: no rule and no statistics can tell kinds apart, and none can be"
                + " invalidated or warmed by its entity",
            evidence.recent().distinctKeys(),
            evidence.region(),
            evidence.recent().get(Figure.READS) / evidence.seconds(),
            evidence.recent().example());
    return new Recommendation(
        Recommendation.id(Cause.FLAT_KEY, evidence),
        Cause.FLAT_KEY,
        evidence.region(),
        evidence.template(),
        "part kind and id in the keys of region " + evidence.region() + " by colons",
        reason,
        null,
        null,
        "templates such as " + String.join(", ", kinds) + " for the keys of the region",
        evidence.recent().get(Figure.READS) / evidence.seconds(),
        0.85);
  }
}
