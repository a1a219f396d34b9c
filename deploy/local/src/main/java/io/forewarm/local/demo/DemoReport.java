package io.forewarm.local.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.forewarm.local.load.FiguresTable;
import io.forewarm.local.load.RunFigures;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the demo has found.
 *
 * @param before figures of plain cache-aside
 * @param after figures of Forewarm
 * @param promise what observe mode said of the first run; null if it was not observed
 */
public record DemoReport(
    RunFigures before,
    RunFigures after,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Promise promise) {
  /** Returns all of it, for people. */
  String text() {
    return table() + (promise == null ? "" : System.lineSeparator() + promise.text(after));
  }

  private String table() {
    Map<String, RunFigures> runs = new LinkedHashMap<>();
    runs.put("before", before);
    runs.put("after", after);
    return FiguresTable.of(runs);
  }
}
