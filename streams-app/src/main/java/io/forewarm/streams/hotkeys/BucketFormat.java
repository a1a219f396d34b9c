package io.forewarm.streams.hotkeys;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * A bucket as bytes: format, start, covered offset; regions and their reads; hashes of keys and
 * their reads. Counts are varints, a counter costs about 10 bytes.
 */
final class BucketFormat {
  private static final byte FORMAT = 1;

  private BucketFormat() {}

  static byte[] write(Bucket bucket) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + 10 * bucket.keys().size());
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeLong(bucket.start());
      out.writeLong(bucket.coveredOffset());
      out.writeInt(bucket.regions().size());
      for (var region : bucket.regions().entrySet()) {
        out.writeUTF(region.getKey());
        ByteUtils.writeVarlong(region.getValue(), out);
      }
      out.writeInt(bucket.keys().size());
      bucket.keys().forEach((hash, reads) -> writeCounter(out, hash, reads));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void writeCounter(DataOutputStream out, long hash, long reads) {
    try {
      out.writeLong(hash);
      ByteUtils.writeVarlong(reads, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Bucket read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte format = in.readByte();
      if (format != FORMAT) {
        throw new IOException("unknown bucket format " + format);
      }
      Bucket bucket = new Bucket(in.readLong(), in.readLong());
      for (int regions = in.readInt(); regions > 0; regions--) {
        bucket.regions().put(in.readUTF(), ByteUtils.readVarlong(in));
      }
      for (int keys = in.readInt(); keys > 0; keys--) {
        bucket.keys().add(in.readLong(), ByteUtils.readVarlong(in));
      }
      return bucket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
