package io.forewarm.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayCommandTest {
  private static final String HEADER = "ts_ms,user,op,key,size,ttl_s\n";

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... arguments) {
    CommandLine line = new CommandLine(new ReplayCommand());
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  /** Pages, each followed by its picture 5 s later; one round takes 10 minutes. */
  private Path pages() throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < 6_000; i++) {
      long at = i * 6_000L;
      String tail = ",get,/" + i % 100;
      String user = ",u" + i % 37;
      text.append(at).append(user).append(tail).append(".html,,\n");
      text.append(at + 5_000).append(user).append(tail).append(".gif,,\n");
    }
    return Files.writeString(folder.resolve("pages.csv"), text);
  }

  @Test
  void simulatesWhatLoadsAheadWouldHaveDone() throws IOException {
    Path json = folder.resolve("simulated.json");
    Path trace = pages();
    assertThat(execute(trace.toString(), "--ttl", "300s", "--json", json.toString())).isZero();
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.get("requests").asLong()).isEqualTo(12_000);
    assertThat(report.get("lazy_hit_ratio").asDouble()).as("all have ended").isZero();
    assertThat(report.get("hit_ratio").asDouble()).isBetween(0.9, 1.0);
    assertThat(report.get("loads").asLong()).isLessThan(12_400);
    assertThat(report.get("next_key").get("hit1").asDouble()).isGreaterThan(0.9);
    String first = out.toString();
    out.getBuffer().setLength(0);
    execute(trace.toString(), "--ttl", "300s");
    assertThat(out.toString()).as("the same again").isEqualTo(first);
  }

  @Test
  void withoutPredictionNothingIsWarmed() throws IOException {
    Path json = folder.resolve("simulated.json");
    execute(pages().toString(), "--no-predict", "--no-refresh", "--json", json.toString());
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.get("speculative_loads").asLong()).isZero();
    assertThat(report.get("loads")).isEqualTo(report.get("lazy_loads"));
  }

  @Test
  void aCapacityThatCannotBeIsNamed() throws IOException {
    assertThat(execute(pages().toString(), "--capacity", "much")).isEqualTo(2);
    assertThat(err.toString()).contains("--capacity").contains("64MB");
  }

  @Test
  void aPipelineIsNamedInFullOrNotAtAll() throws Exception {
    Path trace = Files.writeString(folder.resolve("t.csv"), "1,,get,a,,\n");

    assertThat(execute(trace.toString(), "--live", "--redis", "redis://127.0.0.1:1")).isEqualTo(2);
    assertThat(err.toString()).contains("--bootstrap-server");
  }

  @Test
  @Tag("integration")
  void theHotKeysAreThoseThatCountingGives() throws Exception {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < 4_000; i++) {
      String key = i % 4 == 0 ? "/hot.html" : "/page/" + i % 997;
      text.append(i * 5).append(",u").append(i % 7).append(",get,").append(key).append(",2000,\n");
    }
    text.append("malformed\n").append("20000,u1,set,/hot.html,2000,\n");
    Path trace = Files.writeString(folder.resolve("t.csv"), text);
    Path json = folder.resolve("replay.json");

    int exit = execute(trace.toString(), "--live", "--speed", "2", "--json", json.toString());

    assertThat(exit).as(err.toString() + out).isZero();
    assertThat(out.toString())
        .contains("same")
        .contains("malformed lines: 1")
        .contains("t.csv:4002");
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.get("replay").get("reads").asLong()).isEqualTo(4_000);
    assertThat(report.get("replay").get("failed_reads").asLong()).isZero();
    assertThat(report.get("hot_keys_announced"))
        .isNotEmpty()
        .isEqualTo(report.get("hot_keys_brute_force"));
  }

  /** Requests of which a tenth are for few keys, each more often than the one after it. */
  private Path zipf(int requests, boolean clocked) throws IOException {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < requests; i++) {
      int rank = (int) Math.pow(20_000, random.nextDouble());
      String op = random.nextInt(50) == 0 ? "set" : "get";
      String time = clocked ? String.valueOf(1_000_000_000_000L + i * 7L) : "";
      text.append(time + ",," + op + ",k" + (rank + i / 20_000) + ",,\n");
    }
    return Files.writeString(folder.resolve("zipf.csv"), text);
  }

  private JsonNode tryHotKeys(Path trace, String... options) throws IOException {
    Path json = folder.resolve("hot.json");
    List<String> arguments = new ArrayList<>(List.of(trace.toString(), "--hot-keys"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--json", json.toString()));
    int exit = execute(arguments.toArray(new String[0]));
    assertThat(exit).as(err.toString() + out).isZero();
    return new ObjectMapper().readTree(json.toFile());
  }

  @Test
  void theDetectionFindsTheHotKeysOfAClockedTrace() throws IOException {
    JsonNode found =
        tryHotKeys(
            zipf(60_000, true),
            "--window",
            "60s",
            "--slide",
            "10s",
            "--share",
            "0.01",
            "--min",
            "6");
    assertThat(found.get("precision").asDouble()).isEqualTo(1);
    assertThat(found.get("recall").asDouble()).isEqualTo(1);
    assertThat(found.get("pairs").asLong()).isGreaterThan(100);
    assertThat(found.get("windows")).hasSize(42);
    assertThat(found.get("windows").get(0).get("end").asLong()).isEqualTo(1_000_000_010_000L);
    assertThat(out.toString()).contains("100.00 %");
  }

  @Test
  void theDetectionStandsLateAndDoubleReportsAndARestart() throws IOException {
    JsonNode found =
        tryHotKeys(
            zipf(60_000, true),
            "--window=60s",
            "--slide=10s",
            "--share=0.01",
            "--shuffle=5s",
            "--duplicate=0.01",
            "--restart");
    assertThat(found.get("precision").asDouble()).isGreaterThanOrEqualTo(0.97);
    assertThat(found.get("recall").asDouble()).isGreaterThanOrEqualTo(0.97);
  }

  @Test
  void inLittleMemoryItFindsNearlyAllAndNothingElse() throws IOException {
    JsonNode found =
        tryHotKeys(
            zipf(150_000, false),
            "--window-requests=60000",
            "--slide-requests=10000",
            "--share=0.001",
            "--summary-bytes=12000");
    assertThat(found.get("forgotten_reads").asLong()).as("it is too little").isPositive();
    assertThat(found.get("summary_bytes").asLong()).isLessThanOrEqualTo(12_000);
    assertThat(found.get("precision").asDouble()).isGreaterThanOrEqualTo(0.985);
    assertThat(found.get("recall").asDouble()).isGreaterThanOrEqualTo(0.98);
    assertThat(found.get("windows").get(14).get("end").asLong()).isEqualTo(150_000);
  }

  @Test
  void aTraceWithoutAClockNeedsAWindowInRequests() throws IOException {
    assertThat(execute(zipf(10, false).toString(), "--hot-keys")).isEqualTo(2);
    assertThat(err.toString()).contains("has no clock").contains("--window-requests");
  }

  @Test
  void settingsOfATrialThatCannotBeAreNamed() throws IOException {
    String trace = zipf(10, true).toString();
    assertThat(execute(trace, "--hot-keys", "--window=60s", "--slide=7s")).isEqualTo(2);
    assertThat(err.toString()).contains("--window=60000").contains("multiple of --slide");
    assertThat(execute(trace, "--hot-keys", "--window=60s", "--window-requests=5")).isEqualTo(2);
    assertThat(err.toString()).contains("or by --window-requests");
    assertThat(execute(trace, "--hot-keys", "--window-requests=60", "--shuffle=5s")).isEqualTo(2);
    assertThat(err.toString()).contains("--shuffle=5000").contains("clock");
    assertThat(execute(trace, trace, "--hot-keys")).isEqualTo(2);
  }
}
