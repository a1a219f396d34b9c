package io.forewarm.schemas;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The page of topics is what {@link Topics}, their notes, their schemas and the sample records say.
 * {@code -Dforewarm.generate} writes it anew.
 */
class TopicsDocumentTest {
  private static final Path FILE = Path.of("../docs/topics.md");
  private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, Topics.DEFAULT_PARTITIONS);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, SpecificRecord> samples = SampleRecords.all();

  @Test
  void thePageIsWhatTheCodeSays() throws IOException {
    String page = page();
    if (System.getProperty("forewarm.generate") != null) {
      Files.writeString(FILE, page);
    }
    assertThat(page).contains("## dead-letters", "| `upTo` | long |");
    assertThat(Files.readString(FILE))
        .as("docs/topics.md differs: run this test with -Dforewarm.generate")
        .isEqualTo(page);
  }

  private String page() throws IOException {
    StringBuilder page = new StringBuilder(text("topics-begin.md"));
    page.append(
        "| topic | key | record | partitions | kept | largest batch |\n|---|---|---|---|---|---|\n");
    for (Topic<?> topic : TOPICS.all()) {
      page.append(row(topic));
    }
    page.append('\n').append(text("topics-tools.md"));
    for (Topic<?> topic : TOPICS.all()) {
      page.append(section(topic));
    }
    return page.toString();
  }

  /** Text that is the same whatever topics there are. */
  private static String text(String file) throws IOException {
    return Files.readString(Path.of("src/test/resources/io/forewarm/schemas", file));
  }

  private static String row(Topic<?> topic) {
    String name = TOPICS.shortName(topic.name());
    Duration kept = topic.kept();
    return "| [`%s`](#%s) | %s | %s | %s | %s | %d MiB |\n"
        .formatted(
            topic.name(),
            name,
            topic.key().equals("-") ? "none" : topic.key(),
            topic.value() == null ? "any bytes" : "`" + schema(topic).getName() + "`",
            topic.partitions() == 1 ? "1" : "`topics.partitions`",
            kept == null ? "compacted" : kept.toHours() + " h",
            topic.maxBytes() >> 20);
  }

  private String section(Topic<?> topic) throws IOException {
    TopicNotes notes = TopicNotes.of(TOPICS, topic);
    StringBuilder section = new StringBuilder("\n## " + TOPICS.shortName(topic.name()) + "\n\n");
    if (topic.value() != null) {
      section.append(schema(topic).getDoc()).append("\n\n");
    }
    section.append("- Written by: ").append(notes.writers()).append('\n');
    section.append("- Read by: ").append(notes.readers()).append('\n');
    section.append("- To expect: ").append(notes.rate()).append('\n');
    section.append("- To watch: ").append(notes.watch()).append('\n');
    if (topic.value() == null) {
      return section.append('\n').append(text("topics-dead-letters.md")).toString();
    }
    List<Schema> records = new ArrayList<>(List.of(schema(topic)));
    for (int i = 0; i < records.size(); i++) {
      section.append(fields(records.get(i), i == 0, records));
    }
    return section
        .append("\n```json\n")
        .append(example(schema(topic)))
        .append("\n```\n")
        .toString();
  }

  private static Schema schema(Topic<?> topic) {
    String name = String.valueOf(topic.value()).replaceFirst("^class .*\\.", "");
    return SchemaHistory.current().stream()
        .filter(schema -> schema.getName().equals(name))
        .findAny()
        .orElseThrow();
  }

  private static String fields(Schema record, boolean first, List<Schema> records) {
    String title = first ? "" : "`" + record.getName() + "`: " + said(record.getDoc()) + "\n\n";
    return "\n"
        + title
        + "| field | type | what it says |\n|---|---|---|\n"
        + record.getFields().stream()
            .map(
                field ->
                    "| `%s` | %s | %s |\n"
                        .formatted(field.name(), type(field.schema(), records), said(field.doc())))
            .collect(joining());
  }

  private static String said(@Nullable String doc) {
    return doc == null ? "" : doc.replace("|", "\\|");
  }

  /** Names a type, and notes the records that it is made of. */
  private static String type(Schema schema, List<Schema> records) {
    return switch (schema.getType()) {
      case UNION ->
          schema.getTypes().stream().map(one -> type(one, records)).collect(joining(" or "));
      case ARRAY -> "array of " + type(schema.getElementType(), records);
      case ENUM -> String.join(", ", schema.getEnumSymbols());
      case RECORD -> {
        if (!records.contains(schema)) {
          records.add(schema);
        }
        yield "`" + schema.getName() + "`";
      }
      default -> schema.getType().getName();
    };
  }

  /** The first sample of a class says most. */
  private String example(Schema schema) throws IOException {
    SpecificRecord sample =
        samples.values().stream()
            .filter(record -> record.getSchema().equals(schema))
            .findFirst()
            .orElseThrow();
    return JSON.writeValueAsString(AvroJson.of(sample));
  }
}
