package io.forewarm.client.events;

import org.apache.avro.specific.SpecificRecord;

/** A report and the partition that it is for; its record key is the partition's number. */
record ShardReport<V extends SpecificRecord>(int partition, V report) {
  String key() {
    return Integer.toString(partition);
  }
}
