package io.forewarm.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTextTest {
  private static final Rule FULL = (Rule) SampleRecords.all().get("Rule.full");

  @Test
  void everyFieldOfARuleHasAName() {
    assertThat(
            Rule.getClassSchema().getFields().stream()
                .map(Schema.Field::name)
                .filter(field -> !field.equals("target")))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(RuleSetting.values()).map(RuleSetting::field).toList());
  }

  @Test
  void whatIsWrittenIsRead() {
    assertThat(RuleText.rule("post", Map.copyOf(RuleText.settings(FULL)))).isEqualTo(FULL);
    assertThat(RuleText.ofCommand(RuleText.command(FULL))).isEqualTo(FULL);
    assertThat(RuleText.settings(FULL))
        .containsEntry("mode", "observe")
        .containsEntry("act-keys", "10%")
        .containsEntry("near", "on")
        .containsEntry("soft-ttl", "1m");
  }

  @Test
  void aCommandIsReadAsAShellWould() {
    Rule rule =
        RuleText.ofCommand("./forewarm rules put 'user:{id}:posts' --soft-ttl 5s --near off");
    assertThat(rule.getTarget()).isEqualTo("user:{id}:posts");
    assertThat(RuleText.settings(rule)).isEqualTo(Map.of("soft-ttl", "5s", "near", "off"));
    assertThat(RuleText.isEmpty(Rule.newBuilder().setTarget("*").build())).isTrue();
    assertThatThrownBy(() -> RuleText.ofCommand("rm -rf /")).hasMessageContaining("puts no rule");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mode | maybe | mode=maybe: must be act",
        "near | yes | near=yes: must be on",
        "act-keys | ten | act-keys=ten: a share is expected",
        "soft-ttl | soon | soft-ttl=soon: 'soon' is no duration",
        "hot-min-reads | 1.5 | hot-min-reads=1.5: must be N",
        "hot-rate | fast | hot-rate=fast: must be X",
        "softTtl | 5s | a rule has no setting softTtl; there are mode, ",
      })
  void whatCannotBeReadSaysWhatIsAllowed(String name, String value, String expected) {
    assertThatThrownBy(() -> RuleText.rule("posts", Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(expected);
  }

  @Test
  void ofTwoRulesTheSecondPrevails() {
    Rule before = RuleText.rule("posts", Map.of("mode", "observe", "soft-ttl", "5s"));
    Rule more = RuleText.rule("posts", Map.of("soft-ttl", "1m", "hard-ttl", "10m"));
    assertThat(RuleText.options(RuleText.both(before, more)))
        .isEqualTo("--hard-ttl 10m --mode observe --soft-ttl 1m");
    assertThat(RuleText.options(before)).isEqualTo("--mode observe --soft-ttl 5s");
  }

  @Test
  void aRuleThatSetsNothingIsRefused() {
    assertThatThrownBy(() -> RuleBook.EMPTY.checkedWith(RuleText.rule("posts", Map.of())))
        .hasMessageContaining("must set something");
    RuleBook book = RuleBook.EMPTY.checkedWith(FULL);
    assertThat(book.find("post")).isEqualTo(FULL);
    assertThat(book.find("other")).isNull();
  }
}
