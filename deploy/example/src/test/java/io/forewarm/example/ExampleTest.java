package io.forewarm.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.embedded.Embedded;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Two instances of the shop, over HTTP, before and after they took Forewarm. */
@Tag("integration")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExampleTest {
  private static final String SOURCES = "src/main/java/io/forewarm/example/";
  private static final int READERS = 20;

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<ConfigurableApplicationContext> shops = new ArrayList<>();
  private EmbeddedPostgres postgres;
  private SlowDatabase database;

  @BeforeAll
  void startDatabase() throws IOException, SQLException {
    postgres = EmbeddedPostgres.start();
    sql("create table product (id bigint primary key, name text not null, cents bigint not null)");
  }

  @AfterAll
  void stopDatabase() throws IOException {
    postgres.close();
  }

  @AfterEach
  void stopShops() {
    shops.forEach(ConfigurableApplicationContext::close);
    shops.clear();
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement run = connection.createStatement()) {
      run.execute(statement);
    }
  }

  private void startShops(String profile) throws SQLException {
    sql("truncate product");
    sql("insert into product values (1, 'lamp', 2000)");
    database = new SlowDatabase(postgres.getPostgresDatabase());
    String prefix = Embedded.uniquePrefix("shop");
    for (int i = 0; i < 2; i++) {
      shops.add(
          new SpringApplicationBuilder(ExampleApplication.class)
              .initializers(
                  context ->
                      ((GenericApplicationContext) context)
                          .registerBean("dataSource", DataSource.class, database::connections))
              .profiles(profile)
              .run(
                  "--server.port=0",
                  "--forewarm.redis.url=" + Embedded.redis().url(),
                  "--forewarm.redis.prefix=" + prefix));
    }
  }

  private URI uri(int shop, String path) {
    int port = ((WebServerApplicationContext) shops.get(shop)).getWebServer().getPort();
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private HttpResponse<String> get(int shop, String path) {
    return http.sendAsync(
            HttpRequest.newBuilder(uri(shop, path)).build(), HttpResponse.BodyHandlers.ofString())
        .join();
  }

  private int reprice(int shop, long cents) {
    HttpRequest request =
        HttpRequest.newBuilder(uri(shop, "/products/1/cents"))
            .header("content-type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(Long.toString(cents)))
            .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.discarding()).join().statusCode();
  }

  /** Reads a product by many at once, half of them at each shop. */
  private void stampede() {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      answers.add(
          http.sendAsync(
              HttpRequest.newBuilder(uri(i % 2, "/products/1")).build(),
              HttpResponse.BodyHandlers.ofString()));
    }
    answers.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
  }

  @Test
  void afterwardsAStampedeDoesNotHappenAndAWriteIsSeenByAll() throws SQLException {
    startShops("after");
    stampede();
    assertThat(database.reads()).isEqualTo(1);

    assertThat(get(0, "/products/1").body()).contains("lamp").contains("2000");
    assertThat(get(0, "/products/7").statusCode()).isEqualTo(404);
    assertThat(get(1, "/products/7").statusCode()).isEqualTo(404);
    assertThat(database.reads()).isEqualTo(2);

    assertThat(reprice(0, 1500)).isEqualTo(204);
    assertThat(get(0, "/products/1").body()).contains("1500");
    assertThat(get(1, "/products/1").body()).contains("1500");
    assertThat(database.reads()).isEqualTo(3);

    assertThat(get(0, "/actuator/health").body()).contains("UP");
    assertThat(get(0, "/actuator/forewarm").body()).contains("product:{id}").contains("loads done");
  }

  @Test
  void beforeItDoesAndTheOtherInstanceGoesOnWithTheOldPrice() throws SQLException {
    startShops("before");
    stampede();
    assertThat(database.reads()).isGreaterThan(2);

    reprice(0, 1500);
    assertThat(get(0, "/products/1").body()).contains("1500");
    assertThat(get(1, "/products/1").body()).contains("2000");
  }

  @Test
  void theRepositoryChangesByLessThanTwentyLines() throws IOException {
    List<String> before = lines("before");
    List<String> after = lines("after");
    int kept = longestCommon(before, after);
    assertThat(before.size() - kept + after.size() - kept).isBetween(1, 19);
  }

  private static List<String> lines(String folder) throws IOException {
    return Files.readAllLines(Path.of(SOURCES, folder, "ProductRepository.java"));
  }

  /** Length of the longest common subsequence, which is what diff keeps. */
  private static int longestCommon(List<String> one, List<String> other) {
    int[][] longest = new int[one.size() + 1][other.size() + 1];
    for (int i = one.size() - 1; i >= 0; i--) {
      for (int j = other.size() - 1; j >= 0; j--) {
        longest[i][j] =
            one.get(i).equals(other.get(j))
                ? longest[i + 1][j + 1] + 1
                : Math.max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
    return longest[0][0];
  }
}
