package io.forewarm.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The narrowest rule wins, setting by setting; and what no rule may say. */
class RuleBookTest {
  private static Rule.Builder rule(String target) {
    return Rule.newBuilder().setTarget(target);
  }

  private static RuleBook book(Rule.Builder... rules) {
    RuleBook book = RuleBook.EMPTY;
    for (Rule.Builder rule : rules) {
      book = book.with(rule.getTarget(), rule.build());
    }
    return book;
  }

  @Test
  void noRulesSayNothing() {
    assertThat(RuleBook.EMPTY.forKey("posts:1")).isEqualTo(rule("posts:1").build());
  }

  @Test
  void theNarrowestRuleWinsSettingBySetting() {
    RuleBook book =
        book(
            rule("posts:user:42:*").setSoftTtlMs(4L),
            rule("posts:user:*").setSoftTtlMs(3L).setNear(false),
            rule("posts").setSoftTtlMs(2L).setHotShare(0.2).setMode(Mode.OBSERVE),
            rule("*").setSoftTtlMs(1L).setHotShare(0.1).setHardTtlMs(100L));
    Rule merged = book.forKey("posts:user:42:page:1");
    assertThat(merged.getSoftTtlMs()).isEqualTo(4);
    assertThat(merged.getNear()).isFalse();
    assertThat(merged.getHotShare()).isEqualTo(0.2);
    assertThat(merged.getMode()).isEqualTo(Mode.OBSERVE);
    assertThat(merged.getHardTtlMs()).isEqualTo(100);
    assertThat(merged.getTarget()).isEqualTo("posts:user:42:page:1");
    assertThat(book.forKey("posts:user:7").getSoftTtlMs()).isEqualTo(3);
    assertThat(book.forKey("posts:tag:7").getSoftTtlMs()).isEqualTo(2);
    assertThat(book.forKey("users:7").getSoftTtlMs()).isEqualTo(1);
  }

  @Test
  void aRegionsRuleHoldsForNoOtherRegionThatBeginsLikeIt() {
    RuleBook book = book(rule("posts").setSoftTtlMs(2L));
    assertThat(book.forKey("posts2:1").getSoftTtlMs()).isNull();
    assertThat(book.forRegion("posts").getSoftTtlMs()).isEqualTo(2);
    assertThat(book.forKey("{posts}:1").getSoftTtlMs()).as("with its hash tag").isEqualTo(2);
  }

  @Test
  void aTemplateHoldsForTheKeysOfItsForm() {
    RuleBook book = book(rule("user:{id}:posts").setSoftTtlMs(2L));
    assertThat(book.forKey("posts:user:42:posts").getSoftTtlMs()).isEqualTo(2);
    assertThat(book.forKey("posts@3:{user:42}:posts").getSoftTtlMs()).isEqualTo(2);
    assertThat(book.forKey("posts:user:42:posts:1").getSoftTtlMs()).isNull();
    assertThat(book.forKey("posts:user::posts").getSoftTtlMs()).isNull();
    assertThat(book.forKey("posts:user:4:2:posts").getSoftTtlMs()).isNull();
    RuleBook withRegion = book(rule("files:{path*}").setSoftTtlMs(3L));
    assertThat(withRegion.forKey("files:a:b/c").getSoftTtlMs()).isEqualTo(3);
    assertThat(withRegion.forKey("other:a").getSoftTtlMs()).isNull();
    assertThat(withRegion.forRegion("files").getSoftTtlMs()).as("of keys only").isNull();
  }

  @Test
  void aKeyIsNarrowerThanItsTemplateAndThatThanItsRegion() {
    RuleBook book =
        book(
            rule("posts:user:42:posts").setSoftTtlMs(4L),
            rule("user:{id}:posts").setSoftTtlMs(3L).setHotTopK(5),
            rule("posts:u*").setSoftTtlMs(2L).setHotTopK(4).setHotWritesPerSecond(9.0),
            rule("posts").setSoftTtlMs(1L).setHotTopK(3).setHotWritesPerSecond(8.0));
    Rule merged = book.forKey("posts:{user:42}:posts");
    assertThat(merged.getSoftTtlMs()).isEqualTo(4);
    assertThat(merged.getHotTopK()).isEqualTo(5);
    assertThat(merged.getHotWritesPerSecond()).isEqualTo(9);
  }

  @Test
  void aRuleIsReplacedAndRemovedAsAWhole() {
    RuleBook book = book(rule("posts").setSoftTtlMs(2L).setNear(false));
    RuleBook replaced = book.with("posts", rule("posts").setHardTtlMs(9L).build());
    assertThat(replaced.forKey("posts:1").getSoftTtlMs()).isNull();
    assertThat(replaced.forKey("posts:1").getHardTtlMs()).isEqualTo(9);
    assertThat(replaced.with("posts", null).forKey("posts:1").getHardTtlMs()).isNull();
    assertThat(book.forKey("posts:1").getSoftTtlMs()).as("a book does not change").isEqualTo(2);
  }

  @Test
  void saysWhichWindowsItsRulesAskFor() {
    RuleBook book =
        book(
            rule("posts").setHotWindowMs(30_000L),
            rule("users").setHotWindowMs(1_000L),
            rule("pages").setHotWindowMs(30_000L),
            rule("*").setHotWindowMs(300_001L));
    assertThat(book.hotWindows()).containsExactly(1_000L, 30_000L);
    assertThat(book.forKey("posts:1").getHotWindowMs()).isEqualTo(30_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "posts",
        "Posts-2.a_b",
        "posts:*",
        "posts:user:*",
        "posts:é*",
        "posts:1",
        "posts:{user:42}:page:1",
        "user:{id}:posts",
        "files:{path*}",
        "{id}"
      })
  void targetsThatMayBe(String target) {
    assertThatCode(() -> RuleBook.check(rule(target).build())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-posts",
        ":1",
        "**",
        "po*sts",
        "*posts",
        "a b:*",
        "posts:*:x*",
        "f:{path*}:x",
        "f:{a b}"
      })
  void targetsThatMayNotBe(String target) {
    assertThatThrownBy(() -> RuleBook.check(rule(target).build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("target must be *")
        .hasMessageContaining("'" + target + "'");
  }

  @Test
  void aTargetIsNoLongerThanAKey() {
    assertThatThrownBy(() -> RuleBook.check(rule("p:" + "x".repeat(1024) + "*").build()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RuleBook.check(rule("p".repeat(65)).build()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void settingsThatMayNotBe() {
    refused(rule -> rule.setHotMinReads(0L), "hotMinReads=0", "1 or more");
    refused(rule -> rule.setHotShare(0.0), "hotShare=0.0", "above 0 to 1");
    refused(rule -> rule.setHotShare(1.01), "hotShare=1.01", "above 0 to 1");
    refused(rule -> rule.setHotShare(Double.NaN), "hotShare=NaN", "above 0 to 1");
    refused(rule -> rule.setHotRatePerSecond(-1.0), "hotRatePerSecond=-1.0", "above 0");
    refused(rule -> rule.setHotRatePerSecond(Double.NaN), "hotRatePerSecond=NaN", "above 0");
    refused(rule -> rule.setHotTopK(-1), "hotTopK=-1", "0 or more");
    refused(
        rule -> rule.setSpeculativeLoadsPerSecond(-1), "speculativeLoadsPerSecond=-1", "0 or more");
    refused(rule -> rule.setHotBytesPerSecond(-1.0), "hotBytesPerSecond=-1.0", "0 or more");
    refused(
        rule -> rule.setHotLoadMillisPerSecond(Double.POSITIVE_INFINITY),
        "hotLoadMillisPerSecond=Infinity",
        "0 or more");
    refused(rule -> rule.setHotWritesPerSecond(Double.NaN), "hotWritesPerSecond=NaN", "0 or more");
    refused(rule -> rule.setHotWindowMs(199L), "hotWindowMs=199", "200 to 300000");
    refused(rule -> rule.setHotWindowMs(300_001L), "hotWindowMs=300001", "200 to 300000");
    refused(rule -> rule.setSoftTtlMs(0L), "softTtlMs=0", "1 or more");
    refused(rule -> rule.setHardTtlMs(-5L), "hardTtlMs=-5", "1 or more");
    refused(rule -> rule.setSoftTtlMs(9L).setHardTtlMs(8L), "hardTtlMs=8", "softTtlMs, 9");
    refused(rule -> rule.setMaxStalenessMs(-1L), "maxStalenessMs=-1", "0 or more");
  }

  private static void refused(Consumer<Rule.Builder> setting, String value, String allowed) {
    Rule.Builder rule = rule("posts");
    setting.accept(rule);
    assertThatThrownBy(() -> RuleBook.check(rule.build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rule posts")
        .hasMessageContaining(value)
        .hasMessageContaining(allowed);
  }

  @Test
  void settingsAtTheirBounds() {
    assertThatCode(
            () ->
                RuleBook.check(
                    rule("posts")
                        .setHotMinReads(1L)
                        .setHotShare(1.0)
                        .setHotRatePerSecond(0.001)
                        .setHotWindowMs(RuleBook.LONGEST_HOT_WINDOW_MS)
                        .setSoftTtlMs(1L)
                        .setHardTtlMs(1L)
                        .setMaxStalenessMs(0L)
                        .setNear(true)
                        .setRedis(false)
                        .setMode(Mode.ACT)
                        .build()))
        .doesNotThrowAnyException();
  }
}
