package io.forewarm.client.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Which commands are done. A partition is committed up to its first command that is not, whatever
 * has finished after it. For one thread, but for the steps.
 */
final class CommandProgress {
  private final Map<TopicPartition, Deque<Step>> open = new HashMap<>();
  private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();

  /** Begins a command; the commands of a partition begin in the order of their offsets. */
  Step begin(TopicPartition partition, long offset) {
    Step step = new Step(offset);
    open.computeIfAbsent(partition, unused -> new ArrayDeque<>()).add(step);
    return step;
  }

  /** Takes the positions that may be committed and have not been taken. */
  Map<TopicPartition, OffsetAndMetadata> take() {
    open.forEach(this::advance);
    Map<TopicPartition, OffsetAndMetadata> taken = Map.copyOf(done);
    done.clear();
    return taken;
  }

  private void advance(TopicPartition partition, Deque<Step> steps) {
    while (!steps.isEmpty() && steps.getFirst().done) {
      done.put(partition, new OffsetAndMetadata(steps.removeFirst().offset + 1));
    }
  }

  /** A partition is another worker's now. */
  void forget(TopicPartition partition) {
    Deque<Step> steps = open.remove(partition);
    if (steps != null) {
      steps.forEach(step -> step.forgotten = true);
    }
    done.remove(partition);
  }

  /** One command under way. */
  static final class Step {
    private final long offset;
    private volatile boolean done;
    private volatile boolean forgotten;

    private Step(long offset) {
      this.offset = offset;
    }

    /** Whether the command is another worker's now. Safe from any thread. */
    boolean forgotten() {
      return forgotten;
    }

    /** The command needs no more. Safe from any thread. */
    void done() {
      done = true;
    }
  }
}
