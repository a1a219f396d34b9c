package io.forewarm.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forewarm.client.keys.Partitioning;
import io.forewarm.streams.cdc.Operation;
import io.forewarm.streams.cdc.RowKeys;
import io.forewarm.streams.cdc.TableConfig;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppConfigSourcesTest {
  @TempDir private Path folder;

  private Path yaml(String text) throws Exception {
    return Files.writeString(folder.resolve("forewarm.yaml"), text);
  }

  private static AppConfig set(String... settings) {
    return AppConfigSources.read(null, Map.of(), List.of(settings));
  }

  @Test
  void withoutAnySourceTheDefaultsHold() {
    assertThat(set()).isEqualTo(AppConfig.DEFAULT);
  }

  @Test
  void theNearerSourceWins() throws Exception {
    Path file = yaml("http: {port: 1, host: a}\ntopics: {partitions: 6}\n");
    Map<String, String> environment =
        Map.of("FOREWARM_HTTP_PORT", "2", "FOREWARM_HTTP_HOST", "b", "PATH", "/bin");
    AppConfig config = AppConfigSources.read(file, environment, List.of("http.port=3"));
    assertThat(config.http()).isEqualTo(new AppConfig.Http("b", 3));
    assertThat(config.topics().partitions()).isEqualTo(6);
    assertThat(config.topics().prefix()).isEqualTo("forewarm.");
  }

  @Test
  void everySectionCanBeSet() throws Exception {
    Path file =
        yaml(
            """
            kafka:
              bootstrap.servers: broker:9092
              ssl: {protocol: TLSv1.3}
            redis: {url: "rediss://cache:6380", prefix: "x:", timeout: 500ms}
            streams: {state-dir: /var/lib/forewarm, instance-id: app-1, threads: 3}
            invalidation: {tick-every: 50ms, replay: 2m}
            hot-keys:
              threshold: {share: 0.02}
              windows: [5s, 30s]
            refresh: {loads-ahead: 4}
            insight: {span: 2s}
            cdc:
              tables:
                - topic: shop.public.posts
                  keys: [{region: posts, key: "post:{id}", partitioning: entity}]
                  tags: ["author:{author}"]
                  version: version
                  write-id: forewarm_write_id
                  operations: [update, delete]
              outbox: [shop.public.forewarm_outbox]
            """);
    AppConfig config = AppConfigSources.read(file, Map.of(), List.of());
    assertThat(config.kafka())
        .isEqualTo(Map.of("bootstrap.servers", "broker:9092", "ssl.protocol", "TLSv1.3"));
    assertThat(config.redis())
        .isEqualTo(
            new AppConfig.Redis(
                "rediss://cache:6380", null, null, null, null, "x:", Duration.ofMillis(500)));
    assertThat(config.streams().stateDir()).isEqualTo(Path.of("/var/lib/forewarm"));
    assertThat(config.instance()).isEqualTo("app-1");
    assertThat(config.invalidation().tickEvery()).isEqualTo(Duration.ofMillis(50));
    assertThat(config.invalidation().replay()).isEqualTo(Duration.ofMinutes(2));
    assertThat(config.hotKeys().threshold().share()).isEqualTo(0.02);
    assertThat(config.hotKeys().threshold().minReads()).isEqualTo(30);
    assertThat(config.hotKeys().windows())
        .containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(30));
    assertThat(config.refresh().loadsAhead()).isEqualTo(4);
    assertThat(config.insight().span()).isEqualTo(Duration.ofSeconds(2));
    TableConfig posts = config.cdc().tables().get(0);
    assertThat(posts.keys())
        .containsExactly(new RowKeys("posts", "post:{id}", Partitioning.ENTITY));
    assertThat(posts.operations()).containsExactly(Operation.UPDATE, Operation.DELETE);
    assertThat(posts.writeId()).isEqualTo("forewarm_write_id");
    assertThat(posts.changed()).isEmpty();
    assertThat(config.cdc().outbox()).containsExactly("shop.public.forewarm_outbox");
    assertThat(AppConfigSources.read(yaml(AppConfigSources.toYaml(config)), Map.of(), List.of()))
        .isEqualTo(config);
  }

  @Test
  void keysAreUnderstoodInEverySpelling() {
    assertThat(set("streams.state.dir=/x").streams().stateDir()).isEqualTo(Path.of("/x"));
    assertThat(set("streams.state-dir=/x").streams().stateDir()).isEqualTo(Path.of("/x"));
    AppConfig config =
        AppConfigSources.read(
            null,
            Map.of("FOREWARM_STREAMS_STATE_DIR", "/x", "FOREWARM_KAFKA_BOOTSTRAP_SERVERS", "b:1"),
            List.of("hot-keys.windows=1s,2s"));
    assertThat(config.streams().stateDir()).isEqualTo(Path.of("/x"));
    assertThat(config.kafka()).containsEntry("bootstrap.servers", "b:1");
    assertThat(config.hotKeys().windows()).hasSize(2);
  }

  @Test
  void whatIsPrintedReadsAsTheSame() throws Exception {
    AppConfig config = set("http.port=0", "streams.instance-id=me", "hot-keys.windows=1s,2s");
    assertThat(AppConfigSources.read(yaml(AppConfigSources.toYaml(config)), Map.of(), List.of()))
        .isEqualTo(config);
  }

  @Test
  void theTokenComesFromTheEnvironmentAndIsNotPrinted() throws Exception {
    Map<String, String> environment = Map.of("FOREWARM_CONSOLE_TOKEN", "correct-horse-battery");
    AppConfig config = AppConfigSources.read(null, environment, List.of());
    assertThat(config.console().token().text()).isEqualTo("correct-horse-battery");
    assertThat(AppConfigSources.toYaml(config)).doesNotContain("correct").contains("(hidden)");
    assertThat(config.toString()).doesNotContain("correct");
    assertThatThrownBy(() -> set("console.token=hunter2"))
        .isInstanceOf(AppConfigException.class)
        .hasMessageContaining("console.token must have 16 to 512")
        .hasMessageNotContaining("hunter2");
    assertThat(set("console.token-file=/run/secrets/t").console().tokenFile())
        .isEqualTo(Path.of("/run/secrets/t"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http.prot=1 | http.prot=1 | http.port",
        "http.port=web | http.port=web | int",
        "http.port=70000 | http.port | 0 to 65535: 70000",
        "topics.partitions=0 | topics.partitions | 1 or more: 0",
        "topics.prefix=a/b | topics.prefix | a/b",
        "redis.url=localhost | redis.url | redis:// or rediss://: localhost",
        "invalidation.tick-every=soon | tick-every=soon | 200ms",
        "invalidation.tick-every=1ms | tick-every | 10 to 10000 ms",
        "hot-keys.threshold.share=2 | share | to 1: 2",
        "kafka.bootstrap.servers= | kafka.bootstrap.servers | host:port",
        "nonsense=1 | nonsense=1 | redis.url",
        "http.port | http.port | key=value"
      })
  void whatCannotBeTakenIsNamedWithWhatIsAllowed(String setting, String named, String allowed) {
    assertThatThrownBy(() -> set(setting))
        .isInstanceOf(AppConfigException.class)
        .hasMessageContaining(named)
        .hasMessageContaining(allowed);
  }

  @Test
  void anUnknownKeyOfTheFileOrOfTheEnvironmentStopsTheStart() throws Exception {
    Path file = yaml("http: {prot: 1}\n");
    assertThatThrownBy(() -> AppConfigSources.read(file, Map.of(), List.of()))
        .isInstanceOf(AppConfigException.class)
        .hasMessageContaining("http.prot")
        .hasMessageContaining("http.port");
    assertThatThrownBy(
            () -> AppConfigSources.read(null, Map.of("FOREWARM_HTTP_PROT", "1"), List.of()))
        .isInstanceOf(AppConfigException.class)
        .hasMessageContaining("FOREWARM_HTTP_PROT");
    assertThat(AppConfigSources.read(null, Map.of("FOREWARM_JAVA_OPTS", "-Xmx1g"), List.of()))
        .isEqualTo(AppConfig.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{topic: t, tags: [x], kesy: []} | cdc.tables.0.kesy | keys",
        "{topic: t} | cdc.tables: topic t | neither keys nor tags",
        "{tags: [x]} | cdc.tables: topic | shop.public.posts",
        "{topic: t, tags: [x], operations: [swap]} | cdc.tables.0.operations.0=swap | UPDATE",
        "{topic: t, keys: [{region: p, key: 'a{'}]} | topic t: key template 'a{' | {name}"
      })
  void aMappingThatCannotBeTakenIsNamedWithWhatIsAllowed(String table, String named, String allowed)
      throws Exception {
    Path file = yaml("cdc: {tables: [" + table + "]}\n");
    assertThatThrownBy(() -> AppConfigSources.read(file, Map.of(), List.of()))
        .isInstanceOf(AppConfigException.class)
        .hasMessageContaining(named)
        .hasMessageContaining(allowed);
  }

  @Test
  void theCommandLineChecksSettings() {
    assertThat(run("--check-config", "--set", "http.port=1")).isEqualTo("0 the settings are fine");
    assertThat(run("--check-config", "--set", "http.port=x")).startsWith("2 http.port=x");
    assertThat(run("--nonsense")).startsWith("2 unknown argument --nonsense");
    assertThat(run("--set")).startsWith("2 --set needs a value");
    assertThat(run("--print-config")).startsWith("0 ---").contains("bootstrap.servers");
    assertThat(run("--help")).startsWith("0 Usage");
  }

  private static String run(String... arguments) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, UTF_8);
    int code = AppCommand.run(arguments, Map.of(), out, out);
    return code + " " + said.toString(UTF_8).strip();
  }
}
