package io.forewarm.streams.cdc;

import static io.forewarm.streams.cdc.Envelopes.change;
import static io.forewarm.streams.cdc.Envelopes.envelope;
import static io.forewarm.streams.cdc.Envelopes.read;
import static io.forewarm.streams.cdc.Envelopes.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forewarm.client.keys.Partitioning;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteOperation;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableMappingTest {
  private static final RowKeys POSTS = keys("posts", "post:{id}");
  private static final RowKeys PAGES = keys("pages", "author:{author}");
  private static final String ROW = row("ann", "old", 1);

  private static RowKeys keys(String region, String key) {
    return new RowKeys(region, key, Partitioning.KEY);
  }

  private static String row(String author, String title, long version) {
    return "{'id':1,'author':'%s','title':'%s','v':%d,'w':null}".formatted(author, title, version);
  }

  private static TableConfig table(RowKeys... keys) {
    return new TableConfig(
        Envelopes.TOPIC,
        List.of(keys),
        List.of(),
        List.of(),
        "v",
        "w",
        List.of(),
        List.of(),
        List.of());
  }

  private static List<WriteEvent> map(TableConfig table, ConsumerRecord<byte[], byte[]> record) {
    return new TableMapping(table).map(read(record));
  }

  private static List<String> keysOf(List<WriteEvent> events) {
    return events.stream().flatMap(event -> event.getKeys().stream()).toList();
  }

  private static @Nullable Long versionOf(List<WriteEvent> events, String key) {
    return events.stream()
        .filter(event -> event.getKeys().contains(key))
        .findFirst()
        .orElseThrow()
        .getVersion();
  }

  @Test
  void anInsertionIsAWriteOfItsKeyAtItsVersion() {
    List<WriteEvent> events = map(table(POSTS), change("c", "null", ROW, 5));
    assertThat(events).hasSize(1);
    assertThat(events.get(0).getKeys()).containsExactly("posts:post:1");
    assertThat(events.get(0).getVersion()).isEqualTo(1);
    assertThat(events.get(0).getOperation()).isEqualTo(WriteOperation.WRITE);
    assertThat(events.get(0).getSource()).isEqualTo("cdc");
  }

  @Test
  void aDeletionHasNoVersionSinceTheEntryMayCarryThatOfTheRow() {
    List<WriteEvent> events = map(table(POSTS, PAGES), change("d", ROW, "null", 5));
    assertThat(keysOf(events)).containsExactly("pages:author:ann", "posts:post:1");
    assertThat(events)
        .allMatch(event -> event.getVersion() == null)
        .allMatch(event -> event.getOperation() == WriteOperation.DELETE);
  }

  @Test
  void anUpdateThatMovesARowMakesBothOfItsKeysStale() {
    List<WriteEvent> events = map(table(POSTS, PAGES), change("u", ROW, row("bob", "old", 2), 5));
    assertThat(keysOf(events))
        .containsExactly("pages:author:bob", "posts:post:1", "pages:author:ann");
    assertThat(versionOf(events, "pages:author:bob")).isEqualTo(2);
    assertThat(versionOf(events, "pages:author:ann")).isNull();
    assertThat(events).extracting(WriteEvent::getId).containsOnly(events.get(0).getId());
  }

  @Test
  void aVersionThatTheWriteHasNotRaisedIsNotTrusted() {
    List<WriteEvent> events = map(table(POSTS), change("u", ROW, row("ann", "new", 1), 5));
    assertThat(versionOf(events, "posts:post:1")).isNull();
  }

  @Test
  void theOldRowOfAKeyNeedNotBeLoggedAndIsNeededForOtherColumns() {
    String after = row("ann", "new", 2);
    assertThat(keysOf(map(table(POSTS), change("u", "null", after, 5))))
        .containsExactly("posts:post:1");
    assertThatThrownBy(() -> map(table(PAGES), change("u", "null", after, 5)))
        .isInstanceOf(RefusedChangeException.class)
        .hasMessageContaining("'author'")
        .hasMessageContaining("REPLICA IDENTITY FULL")
        .hasMessageContaining("immutable");
    TableConfig fixed =
        new TableConfig(
            Envelopes.TOPIC,
            List.of(PAGES),
            List.of(),
            List.of(),
            null,
            null,
            List.of(),
            List.of(),
            List.of("author"));
    assertThat(keysOf(map(fixed, change("u", "null", after, 5))))
        .containsExactly("pages:author:ann");
  }

  @Test
  void aDeletionOfWhichOnlyTheKeyIsLoggedIsRefusedWhereMoreIsNeeded() {
    String onlyKey = "{'id':1,'author':null,'title':null,'v':null,'w':null}";
    assertThat(keysOf(map(table(POSTS), change("d", onlyKey, "null", 5))))
        .containsExactly("posts:post:1");
    assertThatThrownBy(() -> map(table(PAGES), change("d", onlyKey, "null", 5)))
        .isInstanceOf(RefusedChangeException.class)
        .hasMessageContaining("'author'");
  }

  @Test
  void anUpdateOfColumnsThatDoNotMatterIsNoWrite() {
    TableConfig watched =
        new TableConfig(
            Envelopes.TOPIC,
            List.of(POSTS, PAGES),
            List.of(),
            List.of(),
            null,
            null,
            List.of(),
            List.of("title"),
            List.of());
    assertThat(map(watched, change("u", ROW, row("ann", "old", 9), 5))).isEmpty();
    assertThat(map(watched, change("u", ROW, row("ann", "new", 9), 5))).hasSize(2);
    assertThat(map(watched, change("u", ROW, row("bob", "old", 9), 5))).hasSize(3);
  }

  @Test
  void tagsAndPrefixesGoTogetherInOneEvent() {
    TableConfig table =
        new TableConfig(
            Envelopes.TOPIC,
            List.of(),
            List.of("timeline:{author}"),
            List.of(
                new RowKeys("pages@2", "user:{author}:posts:", Partitioning.ENTITY),
                new RowKeys("feed", "", Partitioning.TYPE)),
            null,
            null,
            List.of(),
            List.of(),
            List.of());
    List<WriteEvent> events = map(table, change("u", ROW, row("x: y", "old", 2), 5));
    assertThat(events).hasSize(1);
    assertThat(events.get(0).getTags()).containsExactly("timeline:ann", "timeline:x: y");
    assertThat(events.get(0).getPrefixes())
        .containsExactly("pages@2:{user:ann}:posts:", "pages@2:{user:x%3A%20y}:posts:", "{feed}:");
    assertThat(events.get(0).getKeys()).isEmpty();
  }

  @Test
  void aWriteIdCountsOnlyForTheWriteThatHasLeftIt() {
    String first = "2b0e6ad2-4c5c-4a55-8b1d-2f4f4d1f6a01";
    String second = "3b0e6ad2-4c5c-4a55-8b1d-2f4f4d1f6a01";
    String old = withId("old", first);
    assertThat(idOf(change("c", "null", old, 5))).isEqualTo(first);
    assertThat(idOf(change("u", old, withId("new", second), 5))).isEqualTo(second);
    assertThat(idOf(change("u", old, withId("new", first), 5))).isNotEqualTo(first);
    assertThat(idOf(change("u", "null", withId("new", first), 5))).isNotEqualTo(first);
    assertThat(idOf(change("r", "null", old, 5))).isNotEqualTo(first);
  }

  private static String withId(String title, String id) {
    return "{'id':1,'author':'ann','title':'%s','v':null,'w':'%s'}".formatted(title, id);
  }

  private static String idOf(ConsumerRecord<byte[], byte[]> record) {
    return map(table(POSTS), record).get(0).getId();
  }

  @Test
  void operationsThatDoNotCountAreNoWrites() {
    TableConfig table =
        new TableConfig(
            Envelopes.TOPIC,
            List.of(POSTS),
            List.of(),
            List.of(),
            null,
            null,
            List.of(Operation.DELETE),
            List.of(),
            List.of());
    assertThat(map(table, change("c", "null", ROW, 5))).isEmpty();
    assertThat(map(table, change("u", "null", ROW, 5))).isEmpty();
    assertThat(map(table, change("r", "null", ROW, 5))).isEmpty();
    assertThat(map(table, change("d", ROW, "null", 5))).hasSize(1);
  }

  @Test
  void aTruncationMakesItsRegionsStaleAndWithTagsAllOfThem() {
    ConsumerRecord<byte[], byte[]> truncation = record(null, envelope("t", "null", "null", 5));
    assertThat(map(table(POSTS, PAGES), truncation).get(0).getPrefixes())
        .containsExactly("pages:", "posts:");
    TableConfig tagged =
        new TableConfig(
            Envelopes.TOPIC,
            List.of(POSTS),
            List.of("a:{author}"),
            List.of(),
            null,
            null,
            List.of(),
            List.of(),
            List.of());
    assertThat(map(tagged, truncation).get(0).getPrefixes()).containsExactly("");
  }

  @Test
  void aLargeValueThatHasNotChangedIsTakenFromTheOldRow() {
    String after = "{'id':1,'author':'__debezium_unavailable_value','title':'new','v':2,'w':null}";
    assertThat(keysOf(map(table(PAGES), change("u", ROW, after, 5))))
        .containsExactly("pages:author:ann");
    assertThatThrownBy(() -> map(table(PAGES), change("u", "null", after, 5)))
        .isInstanceOf(RefusedChangeException.class);
  }

  @Test
  void noKeyIsMadeOfNullAndAColumnThatIsNotThereIsRefused() {
    String orphan = "{'id':1,'author':null,'title':'x','v':1,'w':null}";
    assertThat(map(table(PAGES), change("c", "null", orphan, 5))).isEmpty();
    assertThatThrownBy(() -> map(table(keys("posts", "post:{ident}")), change("c", "null", ROW, 5)))
        .hasMessageContaining("'ident'")
        .hasMessageContaining("author, id, title");
    assertThatThrownBy(
            () -> map(table(POSTS), change("c", "null", ROW.replace("1,'a", "1.5,'a"), 5)))
        .hasMessageContaining("'id'");
  }

  @Test
  void whatCannotBeAMappingStopsTheStart() {
    Stream.of(
            List.of("posts", "post:{id", "brace"),
            List.of("a b", "post:{id}", "region"),
            List.of("posts", "", "is empty"))
        .forEach(
            wrong ->
                assertThatThrownBy(
                        () ->
                            new CdcConfig(
                                List.of(table(keys(wrong.get(0), wrong.get(1)))), List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(wrong.get(2)));
    assertThatThrownBy(TableMappingTest::table).hasMessageContaining("neither keys nor tags");
    assertThatThrownBy(() -> new CdcConfig(List.of(table(POSTS)), List.of(Envelopes.TOPIC)))
        .hasMessageContaining("choose one");
    assertThatThrownBy(() -> RowName.tag("a:{id")).hasMessageContaining("a:{id");
  }
}
