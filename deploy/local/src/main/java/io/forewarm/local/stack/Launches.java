package io.forewarm.local.stack;

import io.forewarm.embedded.RedisBinary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How each part of one stack is started, the first time and again. */
final class Launches {
  private static final String KAFKA_HEAP = "384m";
  private static final String APP_HEAP = "512m";

  private final StackConfig config;
  private final StackAddresses addresses;
  private final DataFolder folder;
  private final Path redis;

  Launches(StackConfig config, StackAddresses addresses, DataFolder folder) throws IOException {
    this.config = config;
    this.addresses = addresses;
    this.folder = folder;
    this.redis = RedisBinary.unpackInto(folder.programs());
  }

  Launch of(StackPart part) {
    return switch (part) {
      case KAFKA -> kafka();
      case REDIS -> Launch.redis(redis, config.redisPort(), config.maxmemory());
      case APP -> app();
    };
  }

  private Launch kafka() {
    List<String> arguments =
        List.of("port=" + config.kafkaPort(), "dir=" + folder.of(StackPart.KAFKA));
    return Launch.java(StackPart.KAFKA, KAFKA_HEAP, "io.forewarm.embedded.KafkaProcess", arguments);
  }

  private Launch app() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("kafka.bootstrap.servers", addresses.kafka());
    settings.put("redis.url", addresses.redis());
    settings.put("http.port", Integer.toString(config.httpPort()));
    settings.put("topics.prefix", config.topics().prefix());
    settings.put("topics.partitions", Integer.toString(config.topics().partitions()));
    settings.put("streams.state-dir", folder.of(StackPart.APP).toString());
    settings.put("streams.instance-id", "local");
    settings.putAll(config.app());
    List<String> arguments = new ArrayList<>();
    settings.forEach((name, value) -> arguments.addAll(List.of("--set", name + "=" + value)));
    return Launch.java(StackPart.APP, APP_HEAP, "io.forewarm.streams.App", arguments);
  }
}
