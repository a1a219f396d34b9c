package io.forewarm.streams.hotkeys;

import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Builds a {@link LedgerStore} over memory. Its changelog rolls small segments, so that compaction
 * keeps up with rows that are overwritten every minute and a restart reads little.
 */
final class LedgerStoreBuilder implements StoreBuilder<LedgerStore> {
  private static final Map<String, String> CHANGELOG =
      Map.of(
          TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(16 << 20),
          TopicConfig.SEGMENT_MS_CONFIG, "600000",
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(16 << 20));

  private final StoreBuilder<KeyValueStore<Bytes, byte[]>> rows;

  LedgerStoreBuilder(String name) {
    rows =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
            .withCachingDisabled()
            .withLoggingEnabled(CHANGELOG);
  }

  @Override
  public LedgerStore build() {
    return new LedgerStore(rows.build());
  }

  @Override
  public StoreBuilder<LedgerStore> withCachingEnabled() {
    throw new UnsupportedOperationException("the owner of the store is its cache");
  }

  @Override
  public StoreBuilder<LedgerStore> withCachingDisabled() {
    return this;
  }

  @Override
  public StoreBuilder<LedgerStore> withLoggingEnabled(Map<String, String> config) {
    rows.withLoggingEnabled(config);
    return this;
  }

  @Override
  public StoreBuilder<LedgerStore> withLoggingDisabled() {
    rows.withLoggingDisabled();
    return this;
  }

  @Override
  public Map<String, String> logConfig() {
    return rows.logConfig();
  }

  @Override
  public boolean loggingEnabled() {
    return rows.loggingEnabled();
  }

  @Override
  public String name() {
    return rows.name();
  }
}
