package io.forewarm.local.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules are what their source says, and every one fires, stays silent and ends as it should.
 */
class AlertRulesTest {
  private static final String RULES = "prometheus-rules.yaml";
  private static final Path TESTS = Folder.MONITORING.resolve("prometheus-rules-test.yaml");

  private final AlertSource source = AlertSource.read();
  private final PrometheusRules rules = new PrometheusRules(source, TimeScale.REAL);

  @TempDir private Path folder;

  @Test
  void generatedFilesAreCurrent() throws IOException {
    Folder.assertGenerated(Folder.MONITORING.resolve(RULES), rules.text());
    Folder.assertGenerated(TESTS, PrometheusRules.tests(RULES, source.rules()));
    Folder.assertGenerated(Folder.ROOT.resolve("docs/runbooks.md"), Runbooks.text(source));
  }

  @Test
  void everyRuleSaysWhatItMeansAndHasItsCases() {
    assertThat(source.rules())
        .hasSizeGreaterThanOrEqualTo(13)
        .allSatisfy(
            rule -> {
              assertThat(source.levels()).as(rule.alert()).containsKey(rule.level());
              assertThat(rule.summary() + rule.means() + rule.look() + rule.mend() + rule.over())
                  .as(rule.alert())
                  .doesNotContain("null");
              assertThat(rule.look()).as("%s: a command to begin with", rule.alert()).contains("`");
              assertThat(rule.test().quiet()).as(rule.alert()).isNotEmpty();
              assertThat(rule.test().firing()).as(rule.alert()).isNotEmpty();
              assertThat(rule.test().over()).as(rule.alert()).isNotEmpty();
            });
  }

  @Test
  void everyRuleFiresAndEndsAsItsCaseSays() throws Exception {
    Program promtool = Program.installed("promtool");
    Program.Ended checked =
        promtool.run("check", "rules", Folder.MONITORING.resolve(RULES).toString());
    assertThat(checked.exitCode()).as(checked.said()).isZero();
    Program.Ended tested = promtool.run("test", "rules", TESTS.toString());
    assertThat(tested.exitCode()).as(tested.said()).isZero();
  }

  /** The test of the tests: a threshold that is never reached. */
  @Test
  void aRuleThatDoesNotFireIsFound() throws Exception {
    Program promtool = Program.installed("promtool");
    List<AlertSource.Rule> one =
        source.rules().stream()
            .filter(rule -> rule.alert().equals("ForewarmRedisMemoryCritical"))
            .toList();
    Path tests = Files.writeString(folder.resolve("tests.yaml"), PrometheusRules.tests(RULES, one));
    Files.writeString(folder.resolve(RULES), rules.text());
    assertThat(promtool.run("test", "rules", tests.toString()).exitCode()).isZero();

    Files.writeString(folder.resolve(RULES), rules.text().replace("used) > 0.9", "used) > 9"));
    Program.Ended tested = promtool.run("test", "rules", tests.toString());
    assertThat(tested.exitCode()).isNotZero();
    assertThat(tested.said()).contains("ForewarmRedisMemoryCritical");
  }

  @Test
  void theShippedAlertmanagerUnderstandsItsConfiguration() throws Exception {
    Program.Ended checked =
        Program.installed("amtool")
            .run("check-config", Folder.MONITORING.resolve("alertmanager.yaml").toString());
    assertThat(checked.exitCode()).as(checked.said()).isZero();
  }
}
