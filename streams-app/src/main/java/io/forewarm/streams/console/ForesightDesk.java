package io.forewarm.streams.console;

import io.forewarm.schemas.CommandKind;
import io.forewarm.schemas.CommandOutcome;
import io.forewarm.schemas.CommandResult;
import io.forewarm.schemas.MaintenanceCommand;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topic;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.topics.LatestRecords;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Says what was loaded ahead of reads, and what that brought. */
final class ForesightDesk {
  private final MeterReading meters;
  private final Topics topics;
  private final LatestRecords latest;
  private final RecordSerdes serdes;

  ForesightDesk(MeterReading meters, Map<String, ?> kafka, Topics topics) {
    this.meters = meters;
    this.topics = topics;
    this.latest = new LatestRecords(kafka, topics.prefix() + "console-foresight");
    this.serdes = new RecordSerdes(kafka);
  }

  /**
   * What is known.
   *
   * @param warmed orders for absent keys since this process began, of its shards
   * @param refreshed orders for values that end
   * @param observed orders that rules let be thought of only
   * @param notLoaded orders that a worker skipped or failed to execute
   * @param readInTime loads ahead that somebody read before they ended
   * @param precision of the orders that were executed, those that were read in time; null without
   *     orders. Those whose value has not ended yet count as unread
   * @param meanMsToRead from an order to its read
   * @param meanLoadMs of the orders of the list that were executed
   * @param savedMs about how long readers need not wait: reads in time times the mean load
   * @param orders the latest, of all instances, the newest first
   */
  record Answer(
      double warmed,
      double refreshed,
      double observed,
      double notLoaded,
      long readInTime,
      @Nullable Double precision,
      double meanMsToRead,
      double meanLoadMs,
      double savedMs,
      List<Order> orders) {}

  /**
   * An order, and what became of it.
   *
   * @param at when it was given, broker time, milliseconds since 1970
   * @param result null as long as nothing is heard of it
   */
  record Order(
      long at,
      String key,
      CommandKind kind,
      String reason,
      @Nullable CommandResult result,
      double tookMs,
      long bytes,
      String cause) {}

  Answer answer(int most) {
    double warmed = meters.count("forewarm.warming.orders", "kind", "warm");
    double refreshed = meters.count("forewarm.warming.orders", "kind", "refresh");
    double notLoaded = meters.count("forewarm.warming.not.loaded");
    Timer read = meters.timer("forewarm.warming.read");
    long inTime = read == null ? 0 : read.count();
    double executed = warmed + refreshed - notLoaded;
    List<Order> orders = orders(most);
    double meanLoad =
        orders.stream()
            .filter(order -> order.result() == CommandResult.DONE)
            .mapToDouble(Order::tookMs)
            .average()
            .orElse(0);
    return new Answer(
        warmed,
        refreshed,
        meters.count("forewarm.warming.observed"),
        notLoaded,
        inTime,
        executed <= 0 ? null : Math.min(1, inTime / executed),
        read == null ? 0 : read.mean(TimeUnit.MILLISECONDS),
        meanLoad,
        inTime * meanLoad,
        orders);
  }

  private List<Order> orders(int most) {
    Map<String, CommandOutcome> outcomes = new HashMap<>();
    for (LatestRecords.Look look : latest.read(topics.outcomes.name(), most)) {
      CommandOutcome outcome = decoded(topics.outcomes, look);
      if (outcome != null) {
        outcomes.putIfAbsent(outcome.getCommandId(), outcome);
      }
    }
    List<Order> orders = new ArrayList<>();
    for (LatestRecords.Look look : latest.read(topics.commands.name(), most)) {
      MaintenanceCommand command = decoded(topics.commands, look);
      if (command != null && orders.size() < most) {
        orders.add(order(command, look.record().timestamp(), outcomes.get(command.getId())));
      }
    }
    return orders;
  }

  private static Order order(
      MaintenanceCommand command, long at, @Nullable CommandOutcome outcome) {
    return new Order(
        at,
        command.getKey(),
        command.getKind(),
        command.getReason(),
        outcome == null ? null : outcome.getResult(),
        outcome == null ? 0 : outcome.getTookMicros() / 1000.0,
        outcome == null ? 0 : outcome.getBytes(),
        outcome == null ? "" : outcome.getCause());
  }

  private <V extends SpecificRecord> @Nullable V decoded(Topic<V> topic, LatestRecords.Look look) {
    Deserializer<V> reader =
        serdes.deserializer(Objects.requireNonNull(topic.value(), topic.name()));
    try {
      return reader.deserialize(topic.name(), look.record().value());
    } catch (SerializationException e) {
      return null;
    }
  }
}
