package io.forewarm.streams.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

/** The files of the console's page, read once from the class path. */
final class Pages {
  /** A file as a browser gets it. */
  record Page(String contentType, byte[] bytes) {}

  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";
  private static final String CHARTS = charts();

  private final Map<String, Page> byPath =
      Map.ofEntries(
          page("/", "index.html", "text/html; charset=utf-8"),
          page("/console.js", SCRIPT),
          page("/live.js", SCRIPT),
          page("/elements.js", SCRIPT),
          page("/chart.js", SCRIPT),
          page("/overview.js", SCRIPT),
          page("/tables.js", SCRIPT),
          page("/insight.js", SCRIPT),
          page("/inside.js", SCRIPT),
          page("/heat.js", SCRIPT),
          page("/ask.js", SCRIPT),
          page("/change.js", SCRIPT),
          page("/topics.js", SCRIPT),
          page("/rules.js", SCRIPT),
          page("/key.js", SCRIPT),
          page("/console.css", STYLE),
          page("/uplot.js", CHARTS + "uPlot.iife.min.js", SCRIPT),
          page("/uplot.css", CHARTS + "uPlot.min.css", STYLE));

  /** Where the files of the charts' WebJar are, whose version is in their path. */
  private static String charts() {
    Properties facts = new Properties();
    try {
      String about = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";
      facts.load(new StringReader(new String(read(about), UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "/META-INF/resources/webjars/uplot/" + facts.getProperty("version") + "/dist/";
  }

  private static Map.Entry<String, Page> page(String path, String contentType) {
    return page(path, path.substring(1), contentType);
  }

  private static Map.Entry<String, Page> page(String path, String file, String contentType) {
    return Map.entry(path, new Page(contentType, read(file)));
  }

  /** The files by the path under which they are served. */
  Map<String, Page> byPath() {
    return byPath;
  }

  private static byte[] read(String file) {
    try (InputStream in = Pages.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the page's file " + file + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
