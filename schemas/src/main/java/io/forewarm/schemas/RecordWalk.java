package io.forewarm.schemas;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Walks over the bytes of a record before it is read, and believes no length that goes beyond them:
 * Avro allocates what a length says, and ten damaged bytes can say two gigabytes.
 */
final class RecordWalk {
  private final byte[] data;
  private int at;

  private RecordWalk(byte[] data, int start) {
    this.data = data;
    this.at = start;
  }

  /**
   * Returns if the bytes from an index to their end can be one record.
   *
   * @throws IOException if they end before it does, or it before they do
   */
  static void check(byte[] data, int start, Schema writer) throws IOException {
    RecordWalk walk = new RecordWalk(data, start);
    walk.over(writer);
    if (walk.at != data.length) {
      throw new IOException((data.length - walk.at) + " bytes are left over behind the record");
    }
  }

  private void over(Schema schema) throws IOException {
    switch (schema.getType()) {
      case RECORD -> overFields(schema.getFields());
      case UNION -> over(branch(schema.getTypes()));
      case ARRAY -> overItems(schema.getElementType(), false);
      case MAP -> overItems(schema.getValueType(), true);
      case STRING, BYTES -> skip(number());
      case FIXED -> skip(schema.getFixedSize());
      case DOUBLE -> skip(Double.BYTES);
      case FLOAT -> skip(Float.BYTES);
      case BOOLEAN -> skip(1);
      case INT, LONG, ENUM -> number();
      case NULL -> skip(0);
    }
  }

  private void overFields(List<Schema.Field> fields) throws IOException {
    for (Schema.Field field : fields) {
      over(field.schema());
    }
  }

  private Schema branch(List<Schema> branches) throws IOException {
    long index = number();
    if (index < 0 || index >= branches.size()) {
      throw new IOException("there is no branch " + index + " of " + branches.size());
    }
    return branches.get((int) index);
  }

  /** Blocks of items, each with its count before it; a negative count has the bytes behind it. */
  private void overItems(Schema item, boolean named) throws IOException {
    for (long count = number(); count != 0; count = number()) {
      if (count < 0) {
        count = -count;
        number();
      }
      if (count < 0 || count > data.length - at) {
        throw new EOFException(count + " items in " + (data.length - at) + " bytes");
      }
      for (long i = 0; i < count; i++) {
        if (named) {
          skip(number());
        }
        over(item);
      }
    }
  }

  /** A variable-length zig-zag number. */
  private long number() throws IOException {
    long bits = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      skip(1);
      byte octet = data[at - 1];
      bits |= (octet & 0x7fL) << shift;
      if (octet >= 0) {
        return (bits >>> 1) ^ -(bits & 1);
      }
    }
    throw new IOException("a number has more than 10 bytes");
  }

  private void skip(long bytes) throws IOException {
    if (bytes < 0 || bytes > data.length - at) {
      throw new EOFException("a length of " + bytes + ", but " + (data.length - at) + " bytes");
    }
    at += (int) bytes;
  }
}
