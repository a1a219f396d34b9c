package io.forewarm.spring;

import io.forewarm.client.Forewarm;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.search.Search;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** What the client does: {@code /actuator/forewarm}. */
@Endpoint(id = "forewarm")
public final class ForewarmEndpoint {
  private final Forewarm forewarm;
  private final ForewarmState state;
  private final SpringRegions regions;
  private final @Nullable MeterRegistry meters;

  ForewarmEndpoint(
      Forewarm forewarm,
      ForewarmState state,
      SpringRegions regions,
      @Nullable MeterRegistry meters) {
    this.forewarm = forewarm;
    this.state = state;
    this.regions = regions;
    this.meters = meters;
  }

  /** Returns the client's state, and what each region has answered since the start. */
  @ReadOperation
  public Report report() {
    Map<String, RegionReport> reports = new TreeMap<>();
    regions.open().forEach((name, region) -> reports.put(name, report(name, region)));
    return new Report(
        forewarm.clientId(),
        state.redis(),
        state.pipeline(),
        state.originsLeftAlone(),
        state.advice(),
        reports);
  }

  private RegionReport report(String name, SpringRegion region) {
    return new RegionReport(
        region.keys().type(), region.values().toString(), region.warmable(), layers(name));
  }

  /** Reads by the layer that has answered them, and loads. */
  private Map<String, Double> layers(String region) {
    if (meters == null) {
      return Map.of();
    }
    Map<String, Double> layers = new TreeMap<>();
    for (FunctionCounter reads : search("forewarm.client.reads", region).functionCounters()) {
      layers.merge(tags(reads.getId()), reads.count(), Double::sum);
    }
    for (Timer loads : search("forewarm.client.loads", region).timers()) {
      layers.merge("loads " + tags(loads.getId()), (double) loads.count(), Double::sum);
    }
    return layers;
  }

  private Search search(String meter, String region) {
    return Objects.requireNonNull(meters).find(meter).tag("region", region);
  }

  private static String tags(Meter.Id id) {
    return id.getTags().stream()
        .filter(tag -> !tag.getKey().equals("region"))
        .map(Tag::getValue)
        .collect(Collectors.joining(" "));
  }

  /**
   * The client.
   *
   * @param client its identity in reports
   * @param redis whether Redis answers
   * @param pipeline whether the pipeline's log is followed
   * @param originsLeftAlone regions whose method fails so often that it is not called
   * @param advice settings that defeat each other, with their mend
   * @param regions the open regions
   */
  public record Report(
      String client,
      boolean redis,
      boolean pipeline,
      Set<String> originsLeftAlone,
      List<String> advice,
      Map<String, RegionReport> regions) {}

  /**
   * A region.
   *
   * @param keys form of the keys
   * @param values type of the values
   * @param warmable whether the pipeline may load it here
   * @param layers reads by what has answered them, and loads, since the start
   */
  public record RegionReport(
      String keys, String values, boolean warmable, Map<String, Double> layers) {}
}
