package io.forewarm.streams.cdc;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Change events of a table of posts as Debezium's PostgreSQL connector sends them. */
final class Envelopes {
  static final String TOPIC = "shop.public.posts";

  private Envelopes() {}

  /** JSON with single quotes, for the eye. */
  static ConsumerRecord<byte[], byte[]> record(@Nullable String key, @Nullable String value) {
    return new ConsumerRecord<>(TOPIC, 0, 7, bytes(key), bytes(value));
  }

  private static byte @Nullable [] bytes(@Nullable String json) {
    return json == null ? null : json.replace('\'', '"').getBytes(UTF_8);
  }

  static ConsumerRecord<byte[], byte[]> change(String op, String before, String after, long lsn) {
    return record("{'id':1}", envelope(op, before, after, lsn));
  }

  static String envelope(String op, String before, String after, long lsn) {
    return """
        {'before':%s,'after':%s,'source':{'version':'3.6.3.Final','connector':'postgresql',
        'name':'shop','ts_ms':1795423889558,'snapshot':'false','db':'postgres',
        'sequence':'[null,\\"%d\\"]','schema':'public','table':'posts','txId':739,'lsn':%d},
        'transaction':null,'op':'%s','ts_ms':1795423889710}"""
        .formatted(before, after, lsn, lsn, op);
  }

  static Change read(ConsumerRecord<byte[], byte[]> record) {
    Change change = ChangeReader.read(record);
    if (change == null) {
      throw new AssertionError("nothing was read");
    }
    return change;
  }
}
