package io.forewarm.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.SchemaStore;
import org.jspecify.annotations.Nullable;

/** Every schema that was ever released, and today's, by fingerprint. */
final class SchemaHistory implements SchemaStore {
  private static final List<Schema> CURRENT =
      List.of(
          AccessReport.getClassSchema(),
          VisitReport.getClassSchema(),
          WriteEvent.getClassSchema(),
          InvalidationBatch.getClassSchema(),
          HotKey.getClassSchema(),
          TagInvalidation.getClassSchema(),
          Rule.getClassSchema(),
          Prediction.getClassSchema(),
          MaintenanceCommand.getClassSchema(),
          CommandOutcome.getClassSchema(),
          Insight.getClassSchema(),
          TemplateStats.getClassSchema(),
          Dismissal.getClassSchema());

  /** Releases whose schemas differ from the release before: one file of resources each. */
  private static final List<String> RELEASES = List.of("0.1");

  private final Map<Long, Schema> byFingerprint = new LinkedHashMap<>();

  SchemaHistory() {
    RELEASES.forEach(release -> released(release).forEach(this::add));
    CURRENT.forEach(this::add);
  }

  /** Returns today's schemas. */
  static List<Schema> current() {
    return CURRENT;
  }

  /** Returns the releases that brought other schemas than the one before, oldest first. */
  static List<String> releases() {
    return RELEASES;
  }

  /** Returns the schemas of one release, which a file of resources keeps as one Avro union. */
  static Collection<Schema> released(String release) {
    String file = "released-" + release + ".avsc";
    try (InputStream in = SchemaHistory.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("schemas of release " + release + " are missing: " + file);
      }
      return new Schema.Parser().parse(in).getTypes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(Schema schema) {
    byFingerprint.put(SchemaNormalization.parsingFingerprint64(schema), schema);
  }

  @Override
  public @Nullable Schema findByFingerprint(long fingerprint) {
    return byFingerprint.get(fingerprint);
  }
}
