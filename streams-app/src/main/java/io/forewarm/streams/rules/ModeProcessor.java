package io.forewarm.streams.rules;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Lets records of those cache keys pass about which decisions are executed, or only those not. */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
public final class ModeProcessor<V> extends ContextualProcessor<String, V, String, V> {
  private final RulesStage rulesStage;
  private final boolean acting;
  private RuleSource rules;

  /**
   * Decides which pass.
   *
   * @param acting true: those of keys about which decisions are executed; false: the others
   */
  public ModeProcessor(RulesStage rules, boolean acting) {
    this.rulesStage = rules;
    this.acting = acting;
  }

  @Override
  public void init(ProcessorContext<String, V> context) {
    super.init(context);
    rules = rulesStage.source(context);
  }

  @Override
  public void process(Record<String, V> record) {
    if (rules.current().rollout(record.key()).acts(record.key()) == acting) {
      context().forward(record);
    }
  }
}
