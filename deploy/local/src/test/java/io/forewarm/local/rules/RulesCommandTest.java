package io.forewarm.local.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.embedded.Embedded;
import io.forewarm.local.CommandRun;
import io.forewarm.schemas.RuleBook;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class RulesCommandTest {
  private final String bootstrap = Embedded.kafka().bootstrapServers();
  private final String prefix = Embedded.uniquePrefix("rules-command");

  @BeforeEach
  void createTopics() {
    Embedded.topics(prefix, 1);
  }

  private CommandRun run(String... args) {
    List<String> all = new ArrayList<>(List.of("rules"));
    all.addAll(Arrays.asList(args));
    all.addAll(List.of("--bootstrap-server", bootstrap, "--prefix", prefix));
    return CommandRun.of(all.toArray(String[]::new));
  }

  @Test
  void whatIsPutIsListed() {
    CommandRun put =
        run(
            "put",
            "posts",
            "--mode",
            "observe",
            "--act-keys",
            "10%",
            "--act-clients",
            "0.5",
            "--hot-min-reads",
            "50",
            "--hot-share",
            "0.05",
            "--hot-rate",
            "200",
            "--soft-ttl",
            "60s",
            "--hard-ttl",
            "10m",
            "--max-staleness",
            "0s",
            "--near",
            "off",
            "--redis",
            "on",
            "--refresh-ahead",
            "off",
            "--warming",
            "off",
            "--replicas",
            "on",
            "--hot-top-k",
            "3",
            "--hot-bytes",
            "5000000",
            "--hot-load-millis",
            "250",
            "--hot-writes",
            "20",
            "--hot-window",
            "30s",
            "--speculative-loads",
            "50");

    assertThat(put.err()).isEmpty();
    assertThat(put.exitCode()).isZero();
    String options =
        "--act-clients 50% --act-keys 10% --hard-ttl 10m --hot-bytes 5000000.0 --hot-load-millis 250.0 --hot-min-reads 50"
            + " --hot-rate 200.0 --hot-share 0.05 --hot-top-k 3 --hot-window 30s --hot-writes 20.0"
            + " --max-staleness 0ms --mode observe --near off --redis on --refresh-ahead off --replicas on"
            + " --soft-ttl 1m --speculative-loads 50 --warming off";
    assertThat(put.lines()).containsExactly("put posts " + options);
    assertThat(run("list").lines()).containsExactly("TARGET  RULE", "posts   " + options);
  }

  @Test
  void aSecondRuleReplacesTheFirstAsAWhole() {
    run("put", "posts", "--near", "off", "--soft-ttl", "60s");

    CommandRun second = run("put", "posts", "--mode", "act");

    assertThat(second.lines())
        .containsExactly("put posts --mode act (replaces --near off --soft-ttl 1m)");
    assertThat(run("list", "--json").lines())
        .containsExactly("{\"target\":\"posts\",\"mode\":\"ACT\"}");
  }

  @Test
  void windowsThatTheAppDoesNotHoldAreRefused() {
    CommandRun tooLong = run("put", "posts", "--hot-window", "6m");
    assertThat(tooLong.exitCode()).isEqualTo(2);
    assertThat(tooLong.err()).contains("hotWindowMs=360000 must be 200 to 300000");

    for (int seconds = 1; seconds <= RuleBook.MOST_HOT_WINDOWS; seconds++) {
      assertThat(run("put", "r" + seconds, "--hot-window", seconds + "s").exitCode()).isZero();
    }
    CommandRun tooMany = run("put", "posts", "--hot-window", "20s");
    assertThat(tooMany.exitCode()).isEqualTo(2);
    assertThat(tooMany.err()).contains("8 different lengths");
    assertThat(run("put", "posts", "--hot-window", "2s").exitCode()).isZero();
  }

  @Test
  void aRemovedRuleIsGone() {
    run("put", "*", "--mode", "observe");
    run("put", "posts:post:7*", "--near", "off");

    CommandRun removed = run("remove", "posts:post:7*");

    assertThat(removed.exitCode()).isZero();
    assertThat(run("list", "--json").lines())
        .containsExactly("{\"target\":\"*\",\"mode\":\"OBSERVE\"}");
  }

  @Test
  void removingNothingIsAnError() {
    CommandRun run = run("remove", "posts");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("no rule of posts");
  }

  @Test
  void anUndecodableRuleIsNamedAndDoesNotHideTheOthers() throws Exception {
    run("put", "posts", "--near", "off");
    Map<String, Object> client = Map.of("bootstrap.servers", bootstrap);
    try (Producer<String, byte[]> producer =
        new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
      byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(prefix + "rules", "users", garbage)).get();
    }

    CommandRun run = run("list");

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines()).containsExactly("TARGET  RULE", "posts   --near off");
    assertThat(run.err()).contains("the record of users cannot be decoded");
  }

  @Test
  void saysThatTheTopicIsMissing() {
    CommandRun run =
        CommandRun.of(
            "rules", "list", "--bootstrap-server", bootstrap, "--prefix", prefix + "other.");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(prefix + "other.rules does not exist");
  }
}
