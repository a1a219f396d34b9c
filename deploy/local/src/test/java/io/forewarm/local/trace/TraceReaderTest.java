package io.forewarm.local.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceReaderTest {
  @TempDir Path folder;
  private final MalformedLines malformed = new MalformedLines();

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path zipped(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream bytes = new GZIPOutputStream(Files.newOutputStream(file))) {
      bytes.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private List<String> keys(Path file) throws IOException {
    List<String> keys = new ArrayList<>();
    try (TraceReader reader = new TraceReader(file, malformed)) {
      reader.forEachRemaining(event -> keys.add(event.key()));
    }
    return keys;
  }

  @Test
  void csvIsFoundOutWithAndWithoutGzipWhateverItsName() throws Exception {
    String text = CsvFormat.HEADER + "\n1,h1,get,a,,\r\n2,h1,set,b,,";

    assertThat(keys(file("trace", text))).containsExactly("a", "b");
    assertThat(keys(zipped("trace.log", text))).containsExactly("a", "b");
    assertThat(malformed.count()).isZero();
  }

  @Test
  void webLogIsFoundOutWithAndWithoutGzip() throws Exception {
    String line = "h - - [01/Jul/1995:00:00:01 -0400] \"GET /a,b,c,d,e,f HTTP/1.0\" 200 5\n";

    assertThat(keys(file("trace.csv", line))).containsExactly("/a,b,c,d,e,f");
    assertThat(keys(zipped("trace.csv.gz", line + line))).hasSize(2);
    assertThat(malformed.count()).isZero();
  }

  @Test
  void malformedLinesAreCountedAndTheFirstAreShownWithTheirNumbers() throws Exception {
    StringBuilder text = new StringBuilder(CsvFormat.HEADER + "\n1,,get,a,,\nwrong\u0007\n");
    text.append("2,,get,b,,\n").append("also wrong\n".repeat(20)).append("3,,get,c,,\n");

    assertThat(keys(file("t.csv", text.toString()))).containsExactly("a", "b", "c");

    assertThat(malformed.count()).isEqualTo(21);
    assertThat(malformed.first()).hasSize(5);
    assertThat(malformed.first().get(0)).isEqualTo("t.csv:3: has 1 fields, not 6: wrong?");
    assertThat(malformed.first().get(1)).startsWith("t.csv:5: ");
  }

  @Test
  void aFileOfAnythingIsReadToItsEnd() throws Exception {
    byte[] bytes = new byte[100_000];
    new Random(1).nextBytes(bytes);
    Path file = Files.write(folder.resolve("noise"), bytes);

    assertThat(keys(file)).isEmpty();
    assertThat(malformed.count()).isPositive();
  }

  @Test
  void aLineThatWouldFillTheMemoryIsCut() throws Exception {
    Path file = file("long", "1,,get," + "k".repeat(3_000_000) + ",,\n2,,get,b,,\n3,,get,c,,\n");

    assertThat(keys(file)).containsExactly("b", "c");
    assertThat(malformed.count()).isEqualTo(1);
  }

  @Test
  void emptyFilesAreTraces() throws Exception {
    assertThat(keys(file("empty", ""))).isEmpty();
  }
}
