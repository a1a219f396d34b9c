package io.forewarm.streams.warming;

import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.CommandKind;
import io.forewarm.schemas.CommandOutcome;
import io.forewarm.schemas.CommandResult;
import io.forewarm.schemas.MaintenanceCommand;
import io.forewarm.schemas.Rule;
import io.forewarm.schemas.Visit;
import io.forewarm.schemas.VisitReport;
import io.forewarm.streams.behaviour.BehaviourConfig;
import io.forewarm.streams.rules.RuleSource;
import io.forewarm.streams.rules.RulesStage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Learns from the visits of a part of the users, and from what became of its orders, and forwards
 * what is to be loaded ahead. But for the seasons, what it has learnt is in memory only: after a
 * restart it learns anew, and orders nothing until it knows.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class WarmingProcessor
    extends ContextualProcessor<String, SpecificRecord, String, MaintenanceCommand> {
  private final WarmingConfig config;
  private final RulesStage rulesStage;
  private final WarmingMeters meters;
  private final Map<String, Learnt> regions = new HashMap<>();
  private RuleSource rules;
  private KeyValueStore<String, Long> seasons;

  /** What is known of a region whose values live so long. */
  private record Learnt(Foresight foresight, long lifeMs) {}

  WarmingProcessor(WarmingConfig config, RulesStage rulesStage, WarmingMeters meters) {
    this.config = config;
    this.rulesStage = rulesStage;
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<String, MaintenanceCommand> context) {
    super.init(context);
    rules = rulesStage.source(context);
    seasons = context.getStateStore(WarmingStage.SEASONS);
  }

  @Override
  public void process(Record<String, SpecificRecord> record) {
    if (record.value() instanceof VisitReport report) {
      long began = record.timestamp() - report.getIntervalMs();
      for (Visit visit : report.getVisits()) {
        Rule rule = rules.current().forKey(visit.getKey());
        if (!Boolean.FALSE.equals(rule.getWarming())) {
          visited(visit, rule, Math.min(record.timestamp(), began + visit.getOffsetMs()), record);
        }
      }
    } else if (record.value() instanceof CommandOutcome outcome) {
      became(outcome, record.timestamp());
    }
  }

  private void became(CommandOutcome outcome, long now) {
    Learnt learnt = regions.get(CacheKey.region(outcome.getKey()));
    if (outcome.getResult() != CommandResult.DONE && learnt != null) {
      meters.notLoaded();
      learnt.foresight.notLoaded(outcome.getKey(), now);
    }
  }

  private void visited(Visit visit, Rule rule, long at, Record<String, SpecificRecord> record) {
    Learnt learnt = learnt(CacheKey.region(visit.getKey()), rule);
    for (Foresight.Decision decision :
        learnt.foresight.visited(visit.getUser(), visit.getKey(), at, record.timestamp())) {
      MaintenanceCommand command = command(decision, learnt.lifeMs, record.timestamp());
      count(command);
      context().forward(new Record<>(command.getKey(), command, record.timestamp()));
    }
  }

  private void count(MaintenanceCommand order) {
    if (rules.current().rollout(order.getKey()).acts(order.getKey())) {
      meters.ordered(order.getKind() == CommandKind.WARM);
    } else {
      meters.observed();
    }
  }

  private Learnt learnt(String region, Rule rule) {
    Long ruled = rule.getSoftTtlMs();
    long lifeMs = Math.max(1_000, ruled == null ? config.life().toMillis() : ruled);
    Learnt known = regions.get(region);
    if (known == null || known.lifeMs != lifeMs) {
      BehaviourConfig behaviour = BehaviourConfig.DEFAULT.withHorizon(Duration.ofMillis(lifeMs));
      StoredSeasons kept = new StoredSeasons(seasons, region);
      known = new Learnt(new Foresight(config, behaviour, kept, meters::read), lifeMs);
      regions.put(region, known);
    }
    return known;
  }

  private MaintenanceCommand command(Foresight.Decision decision, long lifeMs, long now) {
    boolean warm = decision.seenEnd() == 0;
    String key = decision.order().key();
    String chance = String.format(Locale.ROOT, "%.2f", decision.order().probability());
    return MaintenanceCommand.newBuilder()
        .setId(OrderId.of(warm, key, warm ? now : decision.seenEnd(), context().taskId()))
        .setKind(warm ? CommandKind.WARM : CommandKind.REFRESH)
        .setKey(key)
        .setSeenSoftExpiry(warm ? now : decision.seenEnd() + lifeMs / 4)
        .setDeadline(decision.deadline())
        .setReason("will be read within its life with probability " + chance)
        .build();
  }
}
