package io.forewarm.local.topics;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How far one group is behind in one partition.
 *
 * @param position offset of the next record that the group will read after a restart
 * @param end offset of the next record that will be written
 */
record GroupLag(String group, String topic, int partition, long position, long end) {
  /** Records that are still to be read. */
  long lag() {
    return Math.max(0, end - position);
  }

  ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("group", group)
        .put("topic", topic)
        .put("partition", partition)
        .put("position", position)
        .put("end", end)
        .put("lag", lag());
  }
}
