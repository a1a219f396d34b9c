package io.forewarm.streams.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forewarm.embedded.Embedded;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.RuleSetting;
import io.forewarm.schemas.RuleText;
import io.forewarm.schemas.Span;
import io.forewarm.schemas.TemplateStats;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.invalidation.DeadLetter;
import io.forewarm.streams.rules.RuleLog;
import io.forewarm.streams.statistics.Figure;
import io.forewarm.streams.statistics.Peak;
import io.forewarm.streams.topics.RawClients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What may be changed over HTTP, by whom, and what comes of it. */
@Tag("integration")
class ConsoleChangesTest {
  private static final String TOKEN = "correct-horse-battery";

  private final ObjectMapper mapper = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, Object> kafka =
      Map.of("bootstrap.servers", Embedded.kafka().bootstrapServers());
  private final Topics topics = Embedded.topics(Embedded.uniquePrefix("changes"), 1);
  private final Boards boards = Boards.empty(kafka, topics);
  private ConsoleServer console = start(new ConsoleConfig(new Secret(TOKEN), null));

  private ConsoleServer start(ConsoleConfig config) {
    return ConsoleServer.start(
        "127.0.0.1",
        0,
        config,
        new ConsoleServer.Views(
            () -> "",
            new SimpleMeterRegistry(),
            List.of(),
            List.of(),
            boards,
            new InspectionDesk(() -> null, Duration::parse),
            kafka,
            topics,
            name -> false));
  }

  @AfterEach
  void stop() {
    console.close();
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + console.port() + path))
            .method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  private HttpResponse<String> change(String method, String path, String body) throws Exception {
    return send(method, path, body, "Authorization", "Bearer " + TOKEN);
  }

  private JsonNode json(String path) throws Exception {
    return mapper.readTree(send("GET", path, "").body());
  }

  private void die(String cause) throws Exception {
    try (Producer<byte[], byte[]> producer =
        RawClients.producer(kafka, "test", Duration.ofSeconds(20))) {
      ConsumerRecord<byte[], byte[]> record =
          new ConsumerRecord<>(topics.access.name(), 0, 3, null, new byte[] {7});
      producer.send(DeadLetter.of(topics, record, cause)).get();
    }
  }

  @Test
  void aChangeNeedsTheToken() throws Exception {
    String order = "{\"letters\":[{\"partition\":0,\"offset\":0}]}";
    HttpResponse<String> without = send("POST", "/api/dead-letters/redrive", order);
    assertThat(without.statusCode()).isEqualTo(401);
    assertThat(without.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
    assertThat(without.body())
        .isEqualTo("{\"error\":\"a change needs the token: send Authorization: Bearer TOKEN\"}");
    assertThat(send("POST", "/api/dead-letters/redrive", order, "Authorization", "Bearer x").body())
        .contains("not that of console.token");
    assertThat(
            send(
                    "POST",
                    "/api/dead-letters/redrive",
                    order,
                    "Authorization",
                    "Bearer " + TOKEN,
                    "Origin",
                    "http://elsewhere")
                .statusCode())
        .isEqualTo(403);

    console.close();
    console = start(ConsoleConfig.DEFAULT);
    assertThat(change("POST", "/api/dead-letters/redrive", order).statusCode()).isEqualTo(403);
    assertThat(send("GET", "/api/topics", "").statusCode()).isEqualTo(200);
  }

  @Test
  void deadLettersAreListedAndSentBack() throws Exception {
    die("no record");
    JsonNode letter = json("/api/dead-letters").get(0);
    assertThat(letter.path("cause").asText()).isEqualTo("no record");
    assertThat(letter.path("from").asText()).isEqualTo("0/3");

    HttpResponse<String> sent =
        change(
            "POST",
            "/api/dead-letters/redrive",
            "{\"letters\":[{\"partition\":0,\"offset\":0},{\"partition\":0,\"offset\":9}]}");

    assertThat(sent.statusCode()).isEqualTo(200);
    JsonNode became = mapper.readTree(sent.body());
    assertThat(became.get(0).path("topic").asText()).isEqualTo(topics.access.name());
    assertThat(became.get(1).path("error").asText()).contains("there is no dead letter 0/9");
    JsonNode back = json("/api/topics/records?topic=access").get(0);
    assertThat(back.at("/headers/forewarm.redriven").asText()).isEqualTo("1");
    assertThat(back.at("/value/base64").asText()).isEqualTo("Bw==");
  }

  @Test
  void whatCannotBeUnderstoodSaysWhy() throws Exception {
    assertThat(change("POST", "/api/dead-letters/redrive", "{\"letters\":[]}").body())
        .contains("letters must name 1 to 1000");
    assertThat(change("POST", "/api/dead-letters/redrive", "{\"leters\":[]}").body())
        .contains("leters");
    assertThat(change("POST", "/api/dead-letters/redrive", "nonsense").statusCode()).isEqualTo(400);
    assertThat(send("GET", "/api/topics/records?topic=nothing", "").body())
        .contains("topic=nothing is none of them");
    assertThat(send("GET", "/api/dead-letters?max=0", "").body()).contains("max=0 must be 1 to");
  }

  @Test
  void everyTopicIsShownWithWhatToExpect() throws Exception {
    JsonNode rows = json("/api/topics").path("topics");
    assertThat(rows).hasSize(topics.all().size());
    assertThat(rows.get(0).path("topic").asText()).isEqualTo("access");
    assertThat(rows).allSatisfy(row -> assertThat(row.path("toWatch").asText()).isNotBlank());
  }

  private String log() {
    return new RuleLog(kafka, topics, complaint -> {})
        .read().rules().stream().map(RuleText::command).toList().toString();
  }

  @Test
  void rulesArePutReplacedAndRemoved() throws Exception {
    String put = "{\"target\":\"posts\",\"settings\":{\"soft-ttl\":\"60s\",\"near\":\"\"}}";
    assertThat(send("PUT", "/api/rules", put).statusCode()).isEqualTo(401);
    assertThat(log()).isEqualTo("[]");

    assertThat(mapper.readTree(change("PUT", "/api/rules", put).body()).path("before").isNull())
        .isTrue();
    assertThat(log()).isEqualTo("[./forewarm rules put 'posts' --soft-ttl 1m]");
    assertThat(json("/api/rules").get(0).at("/settings/soft-ttl").asText()).isEqualTo("1m");
    assertThat(json("/api/rules/of?key=posts:post:7").at("/settings/soft-ttl").asText())
        .isEqualTo("1m");

    JsonNode check = json("/api/rules/check?target=posts&mode=observe");
    assertThat(check.at("/before/command").asText()).endsWith("--soft-ttl 1m");
    assertThat(check.at("/rule/command").asText()).endsWith("--mode observe");
    assertThat(log()).as("a check changes nothing").contains("--soft-ttl 1m");

    assertThat(change("DELETE", "/api/rules?target=posts", "").statusCode()).isEqualTo(200);
    assertThat(log()).isEqualTo("[]");
    assertThat(change("DELETE", "/api/rules?target=posts", "").body())
        .contains("target=posts has no rule");
  }

  @Test
  void aRuleThatMayNotHoldIsRefused() throws Exception {
    assertThat(send("GET", "/api/rules/check?target=posts&soft-ttl=soon", "").body())
        .contains("soft-ttl=soon: 'soon' is no duration");
    for (String settings :
        List.of(
            "{}",
            "{\"soft-ttl\":\"60s\",\"hard-ttl\":\"1s\"}",
            "{\"act-keys\":\"200%\"}",
            "{\"nonsense\":\"1\"}")) {
      HttpResponse<String> answer =
          change("PUT", "/api/rules", "{\"target\":\"posts\",\"settings\":" + settings + "}");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }
    assertThat(change("PUT", "/api/rules", "{}").body()).contains("a rule is sent as");
    assertThat(log()).isEqualTo("[]");
    assertThat(json("/api/rules/settings")).hasSize(RuleSetting.values().length);
  }

  /** Loads of a template are much more than they would be with a longer TTL. */
  private void loadOften(long loads) {
    List<Long> counters = new ArrayList<>(Collections.nCopies(Figure.values().length, 0L));
    counters.set(Figure.READS.place(), 10_000L);
    counters.set(Figure.REPORTS.place(), 10L);
    counters.set(Figure.LOADS.place(), loads);
    counters.set(Figure.SAMPLED_LOADS.place(), loads);
    counters.set(Figure.WRITES.place(), 10L);
    List<Long> peaks = new ArrayList<>(Collections.nCopies(Peak.values().length, 0L));
    peaks.set(Peak.TTL_MS.place(), 1_000L);
    peaks.set(Peak.OBSERVED_MS.place(), 60_000L);
    ByteBuffer none = ByteBuffer.allocate(0);
    long now = System.currentTimeMillis();
    TemplateStats stats =
        TemplateStats.newBuilder()
            .setRegion("posts")
            .setTemplate("post:*")
            .setSpan(Span.TEN_SECONDS)
            .setFromMs(now - now % 10_000)
            .setCounters(counters)
            .setPeaks(peaks)
            .setLoadsByTtl(
                LongStream.of(1, 2, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 21_600)
                    .mapToObj(seconds -> loads / seconds)
                    .toList())
            .setLoadTimes(none)
            .setWaitTimes(none)
            .setSizes(none)
            .setReuseTimes(none)
            .setKeys(none)
            .setSlots(List.of())
            .setEntities(List.of())
            .setPartitions(List.of())
            .setExample("posts:post:7")
            .build();
    boards
        .trends()
        .put(
            "TEN_SECONDS 0 posts:post:*",
            new RecordSerdes(kafka).<TemplateStats>serializer().serialize("any", stats));
  }

  @Test
  void aRecommendationIsAppliedOnAShareOfTheKeysAndThenOnAll() throws Exception {
    loadOften(6_000);
    JsonNode advice = json("/api/recommendations").get(0);
    String id = advice.path("id").asText();
    assertThat(id).isEqualTo("ttl-short:posts:post:*");
    assertThat(advice.path("measured").asDouble()).isEqualTo(600);
    String order = "{\"id\":\"" + id + "\",\"keys\":0.1}";
    assertThat(send("POST", "/api/recommendations/apply", order).statusCode()).isEqualTo(401);

    change("POST", "/api/recommendations/apply", order);
    assertThat(log())
        .isEqualTo(
            "[./forewarm rules put 'posts:post:{id}' --act-keys 10% --hard-ttl 50s --mode act"
                + " --soft-ttl 5s]");
    change("POST", "/api/recommendations/apply", "{\"id\":\"" + id + "\"}");
    assertThat(log()).contains("--act-keys 100%");
    assertThat(change("POST", "/api/recommendations/apply", "{\"id\":\"other\"}").body())
        .contains("id=other is not recommended now");
    assertThat(change("POST", "/api/recommendations/apply", "{}").body()).contains("id must name");
  }

  @Test
  void whatIsDismissedComesBackWhenItsNumberDiffersMuch() throws Exception {
    loadOften(6_000);
    String order = "{\"id\":\"ttl-short:posts:post:*\"}";
    assertThat(send("POST", "/api/recommendations/dismiss", order).statusCode()).isEqualTo(401);
    assertThat(json("/api/recommendations")).hasSize(1);

    assertThat(change("POST", "/api/recommendations/dismiss", order).statusCode()).isEqualTo(200);
    assertThat(json("/api/recommendations")).isEmpty();
    assertThat(json("/api/recommendations?dismissed=true")).hasSize(1);
    assertThat(json("/api/topics/records?topic=dismissals").get(0).at("/value/measured").asDouble())
        .isEqualTo(600);
    loadOften(13_000);
    assertThat(json("/api/recommendations")).hasSize(1);
    loadOften(6_000);
    assertThat(json("/api/recommendations")).isEmpty();

    change("POST", "/api/recommendations/recall", order);
    assertThat(json("/api/recommendations")).hasSize(1);
  }
}
