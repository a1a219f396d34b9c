package io.forewarm.local.advice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.forewarm.embedded.Embedded;
import io.forewarm.local.CommandRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is done about an app's recommendations, on a real broker. */
@Tag("integration")
class RecommendCommandTest {
  private static final String ADVICE =
      """
      [{"id": "ttl-short:posts:*", "cause": "TTL_SHORT", "region": "posts", "template": "*",
        "title": "keep values of posts fresh for 60 s", "reason": "because",
        "command": "./forewarm rules put 'posts' --soft-ttl 60s", "measured": 43.1, "confidence": 0.9},
       {"id": "flat-key:posts:*", "cause": "FLAT_KEY", "region": "posts", "template": "*",
        "title": "part kind and id", "reason": "because", "configuration": "key templates",
        "measured": 7, "confidence": 0.85}]
      """;

  private final String bootstrap = Embedded.kafka().bootstrapServers();
  private final String prefix = Embedded.uniquePrefix("recommend");
  private HttpServer app;

  @BeforeEach
  void start() throws IOException {
    Embedded.topics(prefix, 1);
    app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    app.createContext(
        "/api/recommendations",
        exchange -> {
          byte[] body = ADVICE.getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    app.start();
  }

  @AfterEach
  void stop() {
    app.stop(0);
  }

  private CommandRun run(String... args) {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    all.addAll(List.of("--bootstrap-server", bootstrap, "--prefix", prefix));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private CommandRun recommend(String... args) {
    List<String> all = new ArrayList<>(List.of("recommend"));
    all.addAll(Arrays.asList(args));
    all.addAll(List.of("--app", "http://127.0.0.1:" + app.getAddress().getPort()));
    return run(all.toArray(String[]::new));
  }

  @Test
  void saysWhatWouldPay() {
    assertThat(recommend().lines())
        .contains(
            "keep values of posts fresh for 60 s (confidence 0.90)", "  do      key templates");
  }

  @Test
  void appliesToAShareOfTheKeysAndThenToAll() {
    run("rules", "put", "posts", "--near", "off");

    CommandRun share = recommend("--apply", "ttl-short:posts:*", "--keys", "10%");
    CommandRun all = recommend("--apply", "ttl-short:posts:*");

    assertThat(share.err()).isEmpty();
    assertThat(share.lines())
        .containsExactly("put posts --act-keys 10% --mode act --near off --soft-ttl 1m");
    assertThat(all.lines())
        .containsExactly("put posts --act-keys 100% --mode act --near off --soft-ttl 1m");
    assertThat(run("rules", "list").lines().get(1)).contains("--act-keys 100%", "--near off");
  }

  @Test
  void whatCannotBeAppliedSaysWhy() {
    assertThat(recommend("--apply", "flat-key:posts:*").err())
        .contains("no rule does it; change this: key templates");
    assertThat(recommend("--apply", "other").err())
        .contains("'other' is not recommended now: [ttl-short:posts:*, flat-key:posts:*]");
    assertThat(recommend("--apply", "ttl-short:posts:*", "--keys", "0").err())
        .contains("keys=0.0 must be a share");
    assertThat(recommend("--apply", "a", "--dismiss", "b").exitCode()).isEqualTo(2);
  }

  @Test
  void dismissesAndRecalls() {
    assertThat(recommend("--dismiss", "flat-key:posts:*").lines())
        .containsExactly("dismissed flat-key:posts:*");
    assertThat(recommend("--recall", "flat-key:posts:*").lines())
        .containsExactly("recalled flat-key:posts:*");

    assertThat(run("topics", "tail", "dismissals", "--from-beginning", "--max", "2").lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("\"key\":\"flat-key:posts:*\"", "\"measured\":7.0"),
            line -> assertThat(line).contains("\"value\":null"));
  }
}
