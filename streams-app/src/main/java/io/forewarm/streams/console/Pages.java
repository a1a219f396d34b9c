package io.forewarm.streams.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The files of the console's page, read once from the class path. */
final class Pages {
  /** A file as a browser gets it. */
  record Page(String contentType, byte[] bytes) {}

  private final Map<String, Page> byPath =
      Map.of(
          "/", read("index.html", "text/html; charset=utf-8"),
          "/console.js", read("console.js", "text/javascript; charset=utf-8"),
          "/console.css", read("console.css", "text/css; charset=utf-8"));

  /** The files by the path under which they are served. */
  Map<String, Page> byPath() {
    return byPath;
  }

  private static Page read(String file, String contentType) {
    try (InputStream in = Pages.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the page's file " + file + " is missing");
      }
      return new Page(contentType, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
