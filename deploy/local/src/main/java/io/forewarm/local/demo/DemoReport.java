package io.forewarm.local.demo;

import io.forewarm.local.load.FiguresTable;
import io.forewarm.local.load.RunFigures;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the demo has found.
 *
 * @param before figures of plain cache-aside
 * @param after figures of Forewarm
 */
public record DemoReport(RunFigures before, RunFigures after) {
  /** Returns both runs side by side, for people. */
  String table() {
    Map<String, RunFigures> runs = new LinkedHashMap<>();
    runs.put("before", before);
    runs.put("after", after);
    return FiguresTable.of(runs);
  }
}
