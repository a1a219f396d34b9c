package io.forewarm.local.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.forewarm.local.simulation.SimulationConfig;
import io.forewarm.local.simulation.SimulationReport;
import io.forewarm.local.simulation.SimulationRun;
import io.forewarm.local.stack.LocalStack;
import io.forewarm.local.stack.RunningStack;
import io.forewarm.local.stack.StackConfig;
import io.forewarm.local.stack.StackException;
import io.forewarm.local.stack.StackListener;
import io.forewarm.local.terminal.CommandFailure;
import io.forewarm.local.terminal.DurationText;
import io.forewarm.local.terminal.JsonFile;
import io.forewarm.local.trace.MalformedLines;
import io.forewarm.local.trace.TraceFiles;
import io.forewarm.streams.warming.WarmingConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Replays recorded traffic. */
@Command(
    name = "replay",
    header = "replay recorded traffic: simulated, through a running stack, or for its hot keys",
    description = {
      "Reads traces of real traffic and says what a cache would have done to them, under the"
          + " production's own policies of warming and refresh, and under the traffic's clock: a"
          + " simulation, the same each time. Beside it: the same cache when it loads only when"
          + " asked, LRU, LFU, W-TinyLFU (Caffeine), and one that knows the future. Several traces"
          + " are merged in the order of time. What a trace is, its content tells, not its name;"
          + " each may be packed by gzip:",
      "",
      "  CSV      ts_ms,user,op,key,size,ttl_s with blank for unknown and %%2C for a comma in a key",
      "  web log  Common or Combined Log Format: the path with its query is the key, the"
          + " authenticated user or else the host is the user, GET and HEAD read, POST, PUT, PATCH"
          + " and DELETE write; requests without 2xx or 304 are left out",
      "",
      "A malformed line is counted and the first ones are shown; none stops the replay. Values are"
          + " made up, of the size in the trace, 1 KiB if it has none, at most 10 MiB. A set writes"
          + " the origin and the cache (update).",
      "",
      "With --live every access goes through the real client, when it is due, in an open loop."
          + " The stack is the one named by options, else the one that 'up' runs, else one of its own that"
          + " ends with the command. At the end a table goes to stdout, and the check of the hot"
          + " keys: those that the app announced since the start, against a brute-force count over"
          + " the records of the topic access. It takes the app's default settings of hot keys.",
      "",
      "With --hot-keys nothing runs but the pipeline's own detection, over reports made of the trace,"
          + " as its raw verdict: a key is hot in a window from max(--min, --share x reads of the"
          + " window) reads. The table and --json say how that compares with a count by brute force.",
    },
    footer = {
      "  forewarm replay access.log.gz --ttl 300s",
      "  forewarm replay access.log.gz --capacity 5%% --json result.json --decisions actions.csv",
      "  forewarm replay access.log.gz --live",
      "  forewarm replay trace.csv.gz --live --speed 600 --json result.json",
      "  forewarm replay trace.csv.gz --live --account --speed 60 --ttl 5s --latency 5ms",
      "  forewarm replay one.csv two.log --live --rate 2000 --limit 100000",
      "  forewarm replay access.log.gz --hot-keys --window 60s --slide 10s --share 0.03 --min 6",
      "  forewarm replay reads.csv --hot-keys --window-requests 120000 --share 0.001",
    },
    exitCodeList = {
      "0:all was replayed and the hot keys are the same",
      "1:it could not be replayed, or the hot keys differ; stderr or the last line says why",
      "2:wrong use: an unknown option, or a value that cannot be",
    })
public final class ReplayCommand implements Callable<Integer> {
  private static final Duration LIVE_TTL = Duration.ofSeconds(60);

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Traces, in any of the forms.")
  private List<Path> files = List.of();

  @Option(names = "--live", description = "Through the real client and a running stack.")
  private boolean live;

  @Option(
      names = "--speed",
      paramLabel = "X",
      defaultValue = "1",
      description = "How many times faster than recorded. Default: ${DEFAULT-VALUE}.")
  private double speed;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "Accesses a second of traces without a clock, whatever the speed. Default:"
              + " ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Ends after so many accesses. Default: none.")
  private long limit = Long.MAX_VALUE;

  @Option(
      names = "--account",
      description = {
        "With --live: counts reads, hits and loads by the topics, and simulates the same traffic"
            + " beside it, at the same --speed, --ttl and --latency. Values then end with their"
            + " freshness, nothing else refreshes them, and hot keys are not refreshed on their own."
      })
  private boolean account;

  @Option(
      names = "--ttl",
      paramLabel = "TIME",
      converter = DurationText.class,
      description = {
        "How long values are fresh. Live they are kept ten times as long.",
        "Default: live 60s, simulated 5m, or for ever with --capacity."
      })
  private @Nullable Duration ttl;

  @Option(
      names = "--latency",
      paramLabel = "TIME",
      defaultValue = "50ms",
      converter = DurationText.class,
      description = "Of the simulated origin, at the median. Default: ${DEFAULT-VALUE}.")
  private Duration latency = Duration.ofMillis(50);

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the origin's latencies. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private PipelineOptions named;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private HotKeyTrialOptions trial;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private SimulationOptions simulation;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes figures and hot keys there, as one JSON object.")
  private @Nullable Path json;

  private record Accounted(
      @JsonUnwrapped ReplayReport report,
      @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("accounting")
          @Nullable Accounts accounts) {}

  @Override
  public Integer call() throws InterruptedException {
    if (trial.hotKeys()) {
      return tryHotKeys();
    }
    if (!live) {
      return simulate();
    }
    ReplayConfig config = config();
    try (Traces traces = new Traces(config)) {
      say("traces: " + config.files() + " " + traces.formats());
      ReplayReport report = replay(config, traces);
      return tell(report, accounts(config, report.account()), traces);
    } catch (IOException e) {
      throw new CommandFailure("cannot read or write: " + e, e);
    } catch (StackException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private int simulate() {
    ReplayConfig config = config();
    try (TraceFiles traces = new TraceFiles(config.files(), config.millisApart(), config.limit())) {
      SimulationChoice choice = simulation.of(ttl);
      SimulationConfig simulated = choice.config();
      Map<String, SimulationConfig> compared = compared(choice);
      say("traces: " + config.files() + " " + traces.formats());
      SimulationRun run = new SimulationRun(new FasterTrace(traces, speed), this::say);
      SimulationReport report = run.run(simulated, simulation.decisions());
      PrintWriter out = command.commandLine().getOut();
      report.print(out);
      Comparison comparison = new Comparison(report, compare(run, compared));
      comparison.print(out);
      print(traces.malformed());
      run.unknown(simulated).forEach(out::println);
      out.flush();
      JsonFile.write(json, comparison);
      return ExitCode.OK;
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new CommandFailure("cannot read or write: " + e, e);
    }
  }

  private @Nullable Accounts accounts(ReplayConfig config, @Nullable Account topics)
      throws IOException {
    if (topics == null) {
      return null;
    }
    try (TraceFiles traces = new TraceFiles(config.files(), config.millisApart(), config.limit())) {
      SimulationRun run = new SimulationRun(new FasterTrace(traces, speed), this::say);
      SimulationConfig simulated =
          new SimulationConfig(
              null, config.ttl(), config.latency(), 1, true, true, WarmingConfig.DEFAULT);
      return new Accounts(topics, Account.of(run.run(simulated, null)));
    }
  }

  private Map<String, SimulationConfig> compared(SimulationChoice base) throws IOException {
    Map<String, SimulationConfig> configs = new LinkedHashMap<>();
    for (Path file : simulation.compared()) {
      configs.put(file.toString(), ComparedSettings.read(file).over(base).config());
    }
    return configs;
  }

  private static List<Comparison.Run> compare(
      SimulationRun run, Map<String, SimulationConfig> configs) throws IOException {
    List<Comparison.Run> runs = new ArrayList<>();
    for (Map.Entry<String, SimulationConfig> one : configs.entrySet()) {
      runs.add(new Comparison.Run(one.getKey(), run.run(one.getValue(), null)));
    }
    return runs;
  }

  private void print(MalformedLines malformed) {
    PrintWriter out = command.commandLine().getOut();
    out.println("malformed lines: " + malformed.count());
    malformed.first().forEach(line -> out.println("  " + line));
    out.flush();
  }

  private int tryHotKeys() {
    if (live || files.size() != 1) {
      throw wrong("--hot-keys runs offline, without --live, over one FILE");
    }
    try {
      HotKeyReplay replay = new HotKeyReplay(trial.of(files.get(0), limit, seed), err());
      HotKeyAccuracy accuracy = replay.run();
      accuracy.print(command.commandLine().getOut());
      print(replay.malformed());
      JsonFile.write(json, accuracy);
      return ExitCode.OK;
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new CommandFailure("cannot read or write: " + e, e);
    }
  }

  private ReplayConfig config() {
    try {
      return new ReplayConfig(
          files, speed, rate, limit, ttl == null ? LIVE_TTL : ttl, latency, seed, account);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private ReplayReport replay(ReplayConfig config, Traces traces)
      throws StackException, InterruptedException {
    Optional<Pipeline> running = named.pipeline().or(() -> RunningStack.find().map(Pipeline::of));
    if (running.isPresent()) {
      say("stack: " + running.get());
      return new Replay(config, running.get(), err()).run(traces);
    }
    StackListener listener =
        new StackListener() {
          @Override
          public void progress(String step) {
            say(step);
          }
        };
    try (LocalStack own = LocalStack.start(StackConfig.DEFAULT, listener)) {
      return new Replay(config, Pipeline.of(own), err()).run(traces);
    }
  }

  private int tell(ReplayReport report, @Nullable Accounts accounts, Traces traces)
      throws IOException {
    PrintWriter out = command.commandLine().getOut();
    out.println();
    out.print(report.table());
    print(traces.malformed());
    out.println(report.hotKeys().line());
    out.flush();
    if (accounts != null) {
      accounts.print(out);
    }
    JsonFile.write(json, new Accounted(report, accounts));
    return report.hotKeys().same() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  private PrintWriter err() {
    return command.commandLine().getErr();
  }

  private void say(String line) {
    err().println(line);
    err().flush();
  }
}
