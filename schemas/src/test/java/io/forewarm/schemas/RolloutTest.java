package io.forewarm.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** For which keys and clients decisions are executed. */
class RolloutTest {
  private static RuleBook book(Rule.Builder... rules) {
    RuleBook book = RuleBook.EMPTY;
    for (Rule.Builder rule : rules) {
      book = book.with(rule.getTarget(), rule.build());
    }
    return book;
  }

  private static Rule.Builder rule(String target) {
    return Rule.newBuilder().setTarget(target);
  }

  private static long acting(RuleBook book) {
    return IntStream.range(0, 10_000)
        .mapToObj(id -> "posts:post:" + id)
        .filter(key -> book.rollout(key).acts(key))
        .count();
  }

  @Test
  void withoutARuleEverythingActs() {
    Rollout rollout = RuleBook.EMPTY.rollout("posts:1");
    assertThat(rollout.ruled()).isFalse();
    assertThat(rollout.acts("posts:1", "client")).isTrue();
  }

  @Test
  void aShareOfTheKeysActs() {
    assertThat(acting(book(rule("posts").setActKeys(0.1)))).isBetween(850L, 1_150L);
    assertThat(acting(book(rule("posts").setActKeys(0.0)))).isZero();
    assertThat(acting(book(rule("posts").setActKeys(1.0)))).isEqualTo(10_000);
    assertThat(acting(book(rule("posts").setMode(Mode.OBSERVE).setActKeys(0.5)))).isZero();
  }

  @Test
  void whatActsInATenthActsInAHalf() {
    RuleBook tenth = book(rule("posts").setActKeys(0.1));
    RuleBook half = book(rule("posts").setActKeys(0.5));
    assertThat(IntStream.range(0, 1_000).mapToObj(id -> "posts:post:" + id))
        .filteredOn(key -> tenth.rollout(key).acts(key))
        .allMatch(key -> half.rollout(key).acts(key));
  }

  @Test
  void theNarrowerRuleDecides() {
    RuleBook book =
        book(rule("*").setMode(Mode.OBSERVE), rule("posts").setMode(Mode.ACT).setActClients(0.5));
    assertThat(book.rollout("users:1").acts("users:1")).isFalse();
    assertThat(book.rollout("posts:1").acts("posts:1")).isTrue();
    assertThat(
            IntStream.range(0, 1_000)
                .filter(id -> book.rollout("posts:1").acts("posts:1", "client-" + id))
                .count())
        .isBetween(430L, 570L);
  }

  @Test
  void aShareIsAShare() {
    assertThatThrownBy(() -> RuleBook.check(rule("posts").setActKeys(10.0).build()))
        .hasMessageContaining("actKeys=10.0 must be a share, 0 to 1");
  }
}
