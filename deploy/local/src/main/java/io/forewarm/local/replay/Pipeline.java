package io.forewarm.local.replay;

import io.forewarm.local.stack.LocalStack;
import io.forewarm.local.stack.RunningStack;
import io.forewarm.schemas.Topics;
import java.util.Map;

/**
 * The running Forewarm that traffic is replayed through.
 *
 * @param kafka bootstrap servers, {@code host:port,...}
 * @param redis URL, {@code redis://host:port}
 * @param topics names and partitions of its topics
 */
record Pipeline(String kafka, String redis, Topics topics) {
  static Pipeline of(LocalStack stack) {
    return new Pipeline(
        stack.addresses().kafka(), stack.addresses().redis(), stack.config().topics());
  }

  static Pipeline of(RunningStack stack) {
    return new Pipeline(
        stack.kafka(), stack.redis(), new Topics(stack.prefix(), stack.partitions()));
  }

  /** Properties of Kafka clients. */
  Map<String, Object> clients() {
    return Map.of("bootstrap.servers", kafka);
  }
}
