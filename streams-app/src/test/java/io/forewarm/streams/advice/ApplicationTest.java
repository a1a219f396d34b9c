package io.forewarm.streams.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forewarm.schemas.Dismissal;
import io.forewarm.schemas.RuleBook;
import io.forewarm.schemas.RuleText;
import io.forewarm.streams.advice.Recommendation.Cause;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done about a recommendation. */
class ApplicationTest {
  private static final String COMMAND =
      "./forewarm rules put 'posts' --soft-ttl 60s --hard-ttl 10m";

  private static Recommendation advice(@Nullable String command, double measured) {
    return new Recommendation(
        "ttl-short:posts:*",
        Cause.TTL_SHORT,
        "posts",
        "*",
        "keep values fresh",
        "because",
        null,
        command,
        command == null ? "the pool's size" : null,
        measured,
        0.9);
  }

  private static RuleBook book(Map<String, @Nullable String> settings) {
    return RuleBook.EMPTY.checkedWith(RuleText.rule("posts", settings));
  }

  private static String applied(RuleBook book, @Nullable Double keys) {
    return RuleText.options(Application.of(book, advice(COMMAND, 1), keys));
  }

  @Test
  void whatTheRuleSetsAlreadyStays() {
    assertThat(applied(RuleBook.EMPTY, null)).isEqualTo("--hard-ttl 10m --soft-ttl 1m");
    assertThat(applied(book(Map.of("near", "off", "soft-ttl", "5s")), null))
        .isEqualTo("--hard-ttl 10m --near off --soft-ttl 1m");
    assertThat(applied(book(Map.of("mode", "act", "act-keys", "20%")), null))
        .isEqualTo("--act-keys 20% --hard-ttl 10m --mode act --soft-ttl 1m");
  }

  @Test
  void aShareOfTheKeysComesFirstAndThenAll() {
    assertThat(applied(RuleBook.EMPTY, 0.1))
        .isEqualTo("--act-keys 10% --hard-ttl 10m --mode act --soft-ttl 1m");
    RuleBook onShare =
        RuleBook.EMPTY.checkedWith(Application.of(RuleBook.EMPTY, advice(COMMAND, 1), 0.1));
    assertThat(applied(onShare, 0.5)).startsWith("--act-keys 50%");
    assertThat(applied(onShare, null)).startsWith("--act-keys 100%");
  }

  @Test
  void whatNoRuleDoesAndWhatIsNoShareIsRefused() {
    assertThatThrownBy(() -> Application.of(RuleBook.EMPTY, advice(null, 1), null))
        .hasMessage("no rule does it; change this: the pool's size");
    for (double keys : new double[] {0, -0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> applied(RuleBook.EMPTY, keys)).hasMessageContaining("above 0 to 1");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "40, 1, true",
    "79, 1, true",
    "21, 29, true",
    "80, 1, false",
    "20, 1, false",
    "40, 30, false",
    "0, 1, false",
  })
  void whatIsDismissedStaysAwayUntilItsNumberDiffersMuch(
      double measured, long days, boolean hidden) {
    Dismissal dismissed = new Dismissal(1_000L, 40.0);
    long now = 1_000 + Duration.ofDays(days).toMillis();
    assertThat(new DismissalPolicy().hides(dismissed, advice(COMMAND, measured), now))
        .isEqualTo(hidden);
  }
}
