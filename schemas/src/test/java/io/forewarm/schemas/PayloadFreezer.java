package io.forewarm.schemas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes the payload files of a release, once, when it is made: bytes as they are in a topic, and
 * what they say. The argument is the folder, {@code
 * src/test/resources/io/forewarm/schemas/released-VERSION}; a file that exists is never replaced.
 */
final class PayloadFreezer {
  private PayloadFreezer() {}

  public static void main(String... args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    SingleObjectSerializer serializer = new SingleObjectSerializer();
    for (Map.Entry<String, SpecificRecord> sample : SampleRecords.all().entrySet()) {
      byte[] bytes = serializer.serialize("frozen", sample.getValue());
      Path payload = folder.resolve(sample.getKey() + ".bin");
      if (bytes != null && !Files.exists(payload)) {
        Files.write(payload, bytes);
        Path meaning = folder.resolve(sample.getKey() + ".json");
        Files.writeString(meaning, JsonRecord.pretty(sample.getValue()));
      }
    }
  }
}
