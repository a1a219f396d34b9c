package io.forewarm.streams.hotkeys;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * A logged store whose owner is asked, right before each commit, for what it holds in memory only.
 *
 * <p>A bucket must not be written for each report that it counts, that would double the traffic;
 * yet what a committed offset covers must be in the changelog, or a crash loses it. Kafka Streams
 * flushes the caches of its stores before it flushes the producer and commits, which is just the
 * moment needed; {@link CachedStateStore} is how it finds them. That interface is not public: this
 * class is the only one that knows it, and {@code HotKeyRestartTest} fails if it stops working.
 */
final class LedgerStore implements StateStore, CachedStateStore<Bytes, byte[]> {
  private final KeyValueStore<Bytes, byte[]> rows;
  private Runnable beforeCommit = () -> {};

  LedgerStore(KeyValueStore<Bytes, byte[]> rows) {
    this.rows = rows;
  }

  KeyValueStore<Bytes, byte[]> rows() {
    return rows;
  }

  /** Names who writes open entries to {@link #rows} before each commit. */
  void beforeCommit(Runnable writer) {
    beforeCommit = writer;
  }

  @Override
  public void flushCache() {
    beforeCommit.run();
  }

  @Override
  public void clearCache() {}

  @Override
  public boolean setFlushListener(
      CacheFlushListener<Bytes, byte[]> listener, boolean sendOldValues) {
    return false;
  }

  @Override
  public String name() {
    return rows.name();
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    rows.init(context, root);
  }

  @Override
  public void commit(Map<TopicPartition, Long> changelogOffsets) {
    rows.commit(changelogOffsets);
  }

  @Override
  public void close() {
    beforeCommit = () -> {};
    rows.close();
  }

  @Override
  public boolean persistent() {
    return rows.persistent();
  }

  @Override
  public boolean isOpen() {
    return rows.isOpen();
  }
}
