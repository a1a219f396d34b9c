package io.forewarm.streams.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.Rule;
import io.forewarm.schemas.RuleBook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keys have in common. */
class TemplateTreeTest {
  private final TemplateTree tree = new TemplateTree();

  @ParameterizedTest
  @CsvSource({
    "user:42:posts:page:3, user:*:posts:page:*, user:42",
    "v2:user:7, v2:user:*, v2:user:7",
    "8f3a-11, *, 8f3a-11",
    "/images/a1.gif, /images/*.gif, /images/a1",
    "menu, menu, menu",
    "user:*:posts, user:*:posts, user:*",
  })
  void idsAreStars(String key, String template, String entity) {
    assertThat(tree.place(key)).isEqualTo(new TemplateTree.Place(template, entity));
  }

  @Test
  void wordsThatAreTooManyAreIdsToo() {
    for (char letter = 'a'; letter <= 'z'; letter++) {
      tree.place("user:" + letter + "lice:posts");
    }
    assertThat(tree.place("user:alice:posts").template()).isEqualTo("user:*:posts");
    assertThat(tree.place("shop:opening").template()).isEqualTo("shop:opening");
    assertThat(tree.widened()).isEqualTo(1);
  }

  @Test
  void templatesAreBounded() {
    for (int i = 0; i < 100_000; i++) {
      tree.place(
          word(i) + ":" + word(i / 7) + ":" + word(i / 11) + "-" + word(i / 13) + "." + word(i));
    }
    assertThat(tree.place("qq:ww:ee").template()).isIn(TemplateTree.OTHER, "*:*:*", "*:*:ee");
  }

  private static String word(int number) {
    StringBuilder word = new StringBuilder();
    for (int rest = number; rest > 0 || word.isEmpty(); rest /= 26) {
      word.append((char) ('a' + rest % 26));
    }
    return word.toString();
  }

  @Test
  void aRuleNamesTheKeysOfATemplate() {
    Rule rule =
        Rule.newBuilder()
            .setTarget(RuleName.of("posts", "user:*:posts:page:*"))
            .setSoftTtlMs(5L)
            .build();
    RuleBook.check(rule);
    RuleBook book = RuleBook.EMPTY.with(rule.getTarget(), rule);
    assertThat(book.forKey("posts:{user:42}:posts:page:7").getSoftTtlMs()).isEqualTo(5L);
    assertThat(book.forKey("posts:user:42:profile").getSoftTtlMs()).isNull();
  }
}
