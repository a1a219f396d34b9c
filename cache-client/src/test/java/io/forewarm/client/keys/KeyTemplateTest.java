package io.forewarm.client.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What templates are, and which are refused. */
class KeyTemplateTest {
  private static final KeyTemplate POSTS = KeyTemplate.of("user:{id}:posts:page:{n}");
  private static final KeyTemplate FILES = KeyTemplate.of("site:{host}:f{path*}");

  @Test
  void knowsVariablesTypeAndEntity() {
    assertThat(POSTS.variables()).containsExactly("id", "n");
    assertThat(POSTS.type()).isEqualTo("user:{id}:posts:page:{n}");
    assertThat(POSTS.format(List.of("42", "1"))).isEqualTo("user:42:posts:page:1");
    assertThat(POSTS.entity(List.of("42", "1"))).isEqualTo("user:42");
  }

  @Test
  void readsBackWhatItWrote() {
    assertThat(POSTS.parse("user:42:posts:page:1")).containsExactly("42", "1");
    assertThat(POSTS.parse("user:%-:posts:page:%3A")).containsExactly("", ":");
    assertThat(FILES.parse("site:a:f/b:c\\(d\\)\\\\")).containsExactly("a", "/b:c{d}\\");
    assertThat(FILES.parse("site:a:f\\-")).containsExactly("a", "");
  }

  @Test
  void aTemplateMayHaveNoVariable() {
    KeyTemplate all = KeyTemplate.of("front:page");
    assertThat(all.format(List.of())).isEqualTo("front:page");
    assertThat(all.entity(List.of())).isEqualTo("front:page");
    assertThat(all.parse("front:page")).isEmpty();
    assertThat(all.parse("front:pages")).isNull();
  }

  @Test
  void literalsMayStandBesideAVariable() {
    KeyTemplate template = KeyTemplate.of("u{id}x:p-{n}");
    assertThat(template.format(List.of("xx", "x"))).isEqualTo("uxxx:p-x");
    assertThat(template.parse("uxxx:p-x")).containsExactly("xx", "x");
    assertThat(template.parse("ux:p-x")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "user",
        "user:42",
        "user:42:posts:page:1:2",
        "user:42:posts:page",
        "post:42:posts:page:1",
        "user:42:likes:page:1",
        "user::posts:page:1",
        "user:%4:posts:page:1",
        "user:%41:posts:page:1",
        "user:%3a:posts:page:1",
        "user:a b:posts:page:1",
        "user:%uD83D%uDE00:posts:page:1",
        "user:%u0041:posts:page:1",
        "user:{42}:posts:page:1"
      })
  void readsNothingElse(String key) {
    assertThat(POSTS.parse(key)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"site:a:f", "site:a:f\\", "site:a:f\\x", "site:a:f{", "site:a:g/"})
  void readsNothingElseGreedily(String key) {
    assertThat(FILES.parse(key)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                | is empty
          user:{id}:{id}    | has the variable 'id' twice
          user:{}           | has a brace that belongs to no variable
          user:{id          | has a brace that belongs to no variable
          user:id}          | has a brace that belongs to no variable
          user:{{id}}       | has a brace that belongs to no variable
          user:{a-b}        | has a brace that belongs to no variable
          user:{a}{b}       | has two variables in one segment
          user:{a}-{b}      | has two variables in one segment
          user:{a*}:{b}     | has a greedy variable that is not the last
          user:{a*}:x       | goes on after a greedy variable
          user 1:{a}        | must have visible ASCII
          100%:{a}          | must have visible ASCII
          ü:{a}             | must have visible ASCII
          """)
  void refusesWhatCannotTellKeysApart(String text, String why) {
    assertThatThrownBy(() -> KeyTemplate.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void refusesATemplateThatIsTooLong() {
    assertThat(KeyTemplate.of("x".repeat(256)).type()).hasSize(256);
    assertThatThrownBy(() -> KeyTemplate.of("x".repeat(257)))
        .hasMessageContaining("is longer than 256 characters");
  }

  @Test
  void refusesAnotherNumberOfValues() {
    assertThatThrownBy(() -> POSTS.format(List.of("1")))
        .hasMessageContaining("wants [id, n], not 1 values");
  }
}
