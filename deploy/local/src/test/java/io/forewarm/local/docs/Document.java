package io.forewarm.local.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A document of this repository. */
record Document(Path file, String text) {
  static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
  private static final Pattern SPAN = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern COMMENT = Pattern.compile("\\s+#.*$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  private static final Comparator<Document> ORDER = Comparator.comparing(Document::file);

  static Document of(String file) {
    Path path = ROOT.resolve(file);
    try {
      return new Document(path, Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** README, the other documents beside it, those of the modules, and all in docs. */
  static List<Document> all() {
    try (Stream<Path> files = Files.find(ROOT, 3, (path, facts) -> isDocument(path))) {
      return files.map(path -> of(ROOT.relativize(path).toString())).sorted(ORDER).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isDocument(Path path) {
    String name = ROOT.relativize(path).toString();
    return name.endsWith(".md") && !name.contains("target/") && !name.startsWith(".");
  }

  /** Blocks of code in a language. */
  List<String> code(String language) {
    return FENCE
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /** Lines of shell, and what stands in code spans: commands among them. */
  List<String> commands() {
    return Stream.concat(
            code("sh").stream().flatMap(String::lines),
            matches(SPAN, FENCE.matcher(text).replaceAll("")))
        .map(line -> COMMENT.matcher(line).replaceFirst("").trim())
        .toList();
  }

  List<String> links() {
    return matches(LINK, text).toList();
  }

  private static Stream<String> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
  }

  @Override
  public String toString() {
    return ROOT.relativize(file).toString();
  }
}
