package io.forewarm.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.Forewarm;
import io.forewarm.client.ForewarmConfig;
import io.forewarm.client.Region;
import io.forewarm.client.RegionConfig;
import io.forewarm.client.codec.Codec;
import io.forewarm.embedded.Embedded;
import io.forewarm.schemas.InvalidationBatch;
import io.forewarm.schemas.TagInvalidation;
import io.forewarm.schemas.Topics;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.streams.App;
import io.forewarm.streams.AppConfigSources;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page about writes does what it says: its tables in a real PostgreSQL, its connector in
 * Debezium's engine, its mapping in the app, and a client whose next read must be right.
 */
@Tag("integration")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WritesDocumentTest {
  private static final Document PAGE = Document.of("docs/writes.md");
  private static final int PARTITIONS = 2;
  private static final int PAGE_OF_USERS = 1000;

  record Page(String name, int n) {}

  record Price(long cents, long version) {}

  record Profile(String name, long version) {}

  private final Topics topics = new Topics(Embedded.uniquePrefix("writes"), PARTITIONS);
  private final Map<String, AtomicInteger> loads = new ConcurrentHashMap<>();
  private EmbeddedPostgres postgres;
  private Connection database;
  private ChangeCapture capture;
  private App app;
  private Forewarm forewarm;
  private TopicWatch<WriteEvent> writes;
  private TopicWatch<TagInvalidation> tags;
  private TopicWatch<InvalidationBatch> proofs;
  private Region<Long, String> posts;
  private Region<Page, String> pages;
  private Region<String, Profile> profiles;
  private Region<Long, String> timelines;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    CompletableFuture<Void> source = CompletableFuture.runAsync(this::startSource);
    startApp(folder);
    forewarm =
        Forewarm.connect(
            ForewarmConfig.builder("blog")
                .redis(Embedded.redis().url())
                .redisPrefix(topics.prefix())
                .kafka(Embedded.kafka().bootstrapServers())
                .topics(topics)
                .build());
    openRegions();
    writes = new TopicWatch<>(topics.writes, WriteEvent.class);
    tags = new TopicWatch<>(topics.tags, TagInvalidation.class);
    proofs = new TopicWatch<>(topics.invalidations, InvalidationBatch.class);
    source.join();
    assertThat(app.awaitReady(Duration.ofMinutes(1))).isTrue();
  }

  private void startSource() {
    try {
      postgres = EmbeddedPostgres.builder().setServerConfig("wal_level", "logical").start();
      database = postgres.getPostgresDatabase().getConnection();
      sql(PAGE.code("sql").get(0));
      sql(PAGE.code("sql").get(1));
      Properties connector = new Properties();
      connector.load(new StringReader(PAGE.code("properties").get(0)));
      capture = ChangeCapture.start(connector, "postgres", postgres.getPort());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void startApp(Path folder) throws Exception {
    String yaml = PAGE.code("yaml").get(0);
    Path file = Files.writeString(folder.resolve("forewarm.yaml"), yaml);
    createTopics("shop.public.posts", "shop.public.profiles", "shop.public.forewarm_outbox");
    app =
        App.start(
            AppConfigSources.read(
                file,
                Map.of(),
                List.of(
                    "kafka.bootstrap.servers=" + Embedded.kafka().bootstrapServers(),
                    "redis.url=" + Embedded.redis().url(),
                    "redis.prefix=" + topics.prefix(),
                    "topics.prefix=" + topics.prefix(),
                    "topics.partitions=" + PARTITIONS,
                    "http.port=0",
                    "streams.state-dir=" + folder.resolve("state"))));
    Embedded.topics(topics.prefix(), PARTITIONS);
  }

  private static void createTopics(String... names) throws Exception {
    List<NewTopic> created =
        List.of(names).stream()
            .map(name -> new NewTopic(name, Optional.of(1), Optional.empty()))
            .toList();
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", Embedded.kafka().bootstrapServers()))) {
      admin.createTopics(created).all().get();
    }
  }

  private void openRegions() {
    posts =
        forewarm.open(
            RegionConfig.builder("posts", Long.class, "post:{id}")
                .codec(Codec.utf8())
                .loader(id -> load("post", "SELECT title FROM posts WHERE id = " + id))
                .build());
    pages =
        forewarm.open(
            RegionConfig.builder("pages", Page.class, "author:{name}:page:{n}")
                .codec(Codec.utf8())
                .loader(page -> load("page", titlesBy("= '" + page.name() + "'")))
                .build());
    profiles =
        forewarm.open(
            RegionConfig.builder("profiles", String.class, "user:{handle}")
                .codec(Codec.json(Profile.class))
                .version(Profile::version)
                .loader(this::profile)
                .build());
    timelines =
        forewarm.open(
            RegionConfig.builder("timelines", Long.class, "user:{id}")
                .codec(Codec.utf8())
                .tags((id, text) -> List.of("timeline:ann", "timeline:bob"))
                .batchLoader(this::timelines)
                .build());
  }

  @AfterAll
  void stop() throws Exception {
    writes.close();
    tags.close();
    proofs.close();
    forewarm.close();
    app.close();
    capture.close();
    database.close();
    postgres.close();
  }

  private synchronized void sql(String statements) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(statements);
    }
  }

  private synchronized @Nullable String load(String kind, String query) throws SQLException {
    loads(kind).incrementAndGet();
    try (Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  private static String titlesBy(String whom) {
    return "SELECT coalesce(string_agg(title, ',' ORDER BY id), '') FROM posts WHERE author "
        + whom;
  }

  private @Nullable Profile profile(String handle) throws SQLException {
    String row =
        load(
            "profile",
            "SELECT name || '/' || version FROM profiles WHERE handle = '" + handle + "'");
    return row == null
        ? null
        : new Profile(row.split("/", 2)[0], Long.parseLong(row.split("/", 2)[1]));
  }

  private Map<Long, String> timelines(Set<Long> ids) throws SQLException {
    String titles = Objects.requireNonNull(load("timeline", titlesBy("IN ('ann', 'bob')")));
    return ids.stream().collect(Collectors.toMap(id -> id, id -> titles));
  }

  private AtomicInteger loads(String kind) {
    return loads.computeIfAbsent(kind, name -> new AtomicInteger());
  }

  private static ConditionFactory await() {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .pollInSameThread();
  }

  @Test
  void anUpdateAnInsertionAndADeletionChangeWhatTheNextReadReturns() throws Exception {
    assertThat(posts.get(1L)).isNull();
    sql("INSERT INTO posts VALUES (1, 'zoe', 'first')");
    await().until(() -> "first".equals(posts.get(1L)));
    assertThat(pages.get(new Page("zoe", 1))).isEqualTo("first");
    sql("UPDATE posts SET title = 'second' WHERE id = 1");
    await().until(() -> "second".equals(posts.get(1L)));
    await().until(() -> "second".equals(pages.get(new Page("zoe", 1))));
    sql("DELETE FROM posts WHERE id = 1");
    await().until(() -> posts.get(1L) == null);
    await().until(() -> "".equals(pages.get(new Page("zoe", 1))));
  }

  @Test
  void aRowThatMovesMakesBothItsOldAndItsNewPlaceStale() throws Exception {
    sql("INSERT INTO profiles VALUES ('kim', 'Kim', 1)");
    sql("INSERT INTO posts VALUES (2, 'kim', 'hello')");
    await()
        .until(() -> profiles.get("kim") != null && "hello".equals(pages.get(new Page("kim", 1))));
    assertThat(profiles.get("kimberly")).isNull();
    assertThat(pages.get(new Page("lee", 1))).isEmpty();

    sql("UPDATE profiles SET handle = 'kimberly', version = 2 WHERE handle = 'kim'");
    sql("UPDATE posts SET author = 'lee' WHERE id = 2");

    await().until(() -> profiles.get("kim") == null);
    await().until(() -> profiles.get("kimberly") != null);
    await().until(() -> "".equals(pages.get(new Page("kim", 1))));
    await().until(() -> "hello".equals(pages.get(new Page("lee", 1))));
  }

  @Test
  void aTruncationMakesTheWholeRegionStale() throws Exception {
    sql("INSERT INTO profiles VALUES ('max', 'Max', 1)");
    await().until(() -> profiles.get("max") != null);
    sql("TRUNCATE profiles");
    await().until(() -> profiles.get("max") == null);
  }

  @Test
  void aRowOfTheOutboxIsAWriteThoughItIsGoneAtOnce() throws Exception {
    AtomicInteger days = new AtomicInteger();
    Region<String, String> ranks =
        forewarm.open(
            RegionConfig.builder("ranks", String.class, "rank:{of}")
                .codec(Codec.utf8())
                .loader(of -> "load " + days.incrementAndGet())
                .build());
    assertThat(ranks.get("day")).isEqualTo("load 1");
    sql(PAGE.code("sql").get(2));
    await().until(() -> "load 2".equals(ranks.get("day")));
    assertThat(load("outbox", "SELECT count(*) FROM forewarm_outbox")).isEqualTo("0");
    assertThat(load("outbox", PAGE.code("sql").get(3))).isNotNull();
  }

  @Test
  void aWriteThatIsToldDirectlyAndByItsEventAndByTheDatabaseCostsOneLoad() throws Exception {
    sql("INSERT INTO posts VALUES (3, 'pat', 'old')");
    awaitApplied(1, "posts:post:3");
    assertThat(posts.get(3L)).isEqualTo("old");
    int before = loads("post").get();

    UUID write = UUID.randomUUID();
    sql("UPDATE posts SET title = 'new', forewarm_write_id = '" + write + "' WHERE id = 3");
    forewarm.writes().invalidate(write, "posts:post:3");
    assertThat(posts.get(3L)).isEqualTo("new");

    List<WriteEvent> told = awaitApplied(3, "posts:post:3");
    assertThat(told.subList(1, 3)).allMatch(event -> event.getId().equals(write.toString()));
    assertThat(posts.get(3L)).isEqualTo("new");
    assertThat(loads("post").get() - before).isEqualTo(1);
  }

  @Test
  void anUpdateThatRaisesTheVersionCostsNoLoad() throws Exception {
    sql("INSERT INTO profiles VALUES ('ann', 'ann', 1)");
    awaitApplied(1, "profiles:user:ann");
    assertThat(profiles.get("ann")).isEqualTo(new Profile("ann", 1));
    int before = loads("profile").get();

    profiles.update(
        "ann",
        () -> {
          sql("UPDATE profiles SET name = 'Ann', version = version + 1 WHERE handle = 'ann'");
          return new Profile("Ann", 2);
        });

    List<WriteEvent> told = awaitApplied(3, "profiles:user:ann");
    assertThat(told).extracting(WriteEvent::getSource).contains("cdc", "blog");
    assertThat(profiles.get("ann")).isEqualTo(new Profile("Ann", 2));
    assertThat(loads("profile").get()).isEqualTo(before);
  }

  @Test
  void aRowOfTheOutboxThatCarriesTheValueCostsNoLoad() throws Exception {
    sql("CREATE TABLE prices (sku TEXT, cents BIGINT, version BIGINT)");
    sql("INSERT INTO prices VALUES ('lamp', 2490, 1)");
    Region<String, Price> prices =
        forewarm.open(
            RegionConfig.builder("prices", String.class, "price:{sku}")
                .codec(Codec.json(Price.class))
                .version(Price::version)
                .loader(
                    sku -> new Price(Long.parseLong(load("price", "SELECT cents FROM prices")), 1))
                .build());
    assertThat(prices.get("lamp")).isEqualTo(new Price(2490, 1));

    sql(PAGE.code("sql").get(4));

    await().until(() -> new Price(1990, 2).equals(prices.get("lamp")));
    assertThat(loads("price").get()).isEqualTo(1);
  }

  @Test
  void anUpdateOfWhatNoCachedValueShowsIsNoWrite() throws Exception {
    sql("INSERT INTO posts VALUES (4, 'sam', 'a')");
    sql("UPDATE posts SET seen = 1 WHERE id = 4");
    sql("UPDATE posts SET seen = 2, title = 'b' WHERE id = 4");
    await().until(() -> "b".equals(posts.get(4L)));
    assertThat(awaitApplied(2, "posts:post:4")).hasSize(2);
  }

  @Test
  void aPostMakesTwoHundredTimelinesStaleByOneRecord() throws Exception {
    aPostMakesTimelinesStale(5, 200);
  }

  @Test
  @Tag("proof")
  void aPostMakesAHundredThousandTimelinesStaleByOneRecord() throws Exception {
    aPostMakesTimelinesStale(6, 100_000);
  }

  private void aPostMakesTimelinesStale(long post, int many) throws Exception {
    String title = "post " + post;
    assertThat(readTimelines(many)).hasSize(many).noneMatch(text -> text.contains(title));
    long writesBefore = writesOf("timeline:bob");
    long tagsBefore = tagsOf("timeline:bob");
    int loadsBefore = loads("timeline").get();
    assertThat(readTimelines(many)).hasSize(many);
    assertThat(loads("timeline").get()).isEqualTo(loadsBefore);

    sql("INSERT INTO posts VALUES (" + post + ", 'bob', '" + title + "')");

    await().until(() -> timelines.get(0L).contains(title));
    assertThat(readTimelines(many)).hasSize(many).allMatch(text -> text.contains(title));
    assertThat(writesOf("timeline:bob") - writesBefore).isEqualTo(1);
    assertThat(tagsOf("timeline:bob") - tagsBefore).isEqualTo(1);
  }

  private List<String> readTimelines(int many) {
    List<String> read = new ArrayList<>(many);
    for (long first = 0; first < many; first += PAGE_OF_USERS) {
      List<Long> users =
          LongStream.range(first, Math.min(many, first + PAGE_OF_USERS)).boxed().toList();
      read.addAll(timelines.getAll(users).values());
    }
    return read;
  }

  private long writesOf(String tag) {
    return writes.records().stream().filter(write -> write.value().getTags().contains(tag)).count();
  }

  private long tagsOf(String tag) {
    return tags.records().stream().filter(record -> record.key().equals("tag:" + tag)).count();
  }

  /** Waits until so many writes of a key have taken effect, and returns them. */
  private List<WriteEvent> awaitApplied(int count, String cacheKey) {
    await().until(() -> applied(cacheKey).size() >= count);
    List<WriteEvent> all = applied(cacheKey);
    assertThat(all).hasSize(count);
    return all;
  }

  private List<WriteEvent> applied(String cacheKey) {
    return writes.records().stream()
        .filter(write -> write.value().getKeys().contains(cacheKey))
        .filter(write -> provenUpTo(write.partition()) >= write.timestamp())
        .map(ConsumerRecord::value)
        .toList();
  }

  private long provenUpTo(int partition) {
    return proofs.records().stream()
        .map(ConsumerRecord::value)
        .filter(batch -> batch.getPartition() == partition)
        .mapToLong(InvalidationBatch::getUpTo)
        .max()
        .orElse(0);
  }
}
