package io.forewarm.streams.statistics;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * About how many keys there are: HyperLogLog (Flajolet et al. 2007) with 256 registers, 6.5 % off
 * in general, in at most 256 bytes; linear counting while there are few. The sketch of DataSketches
 * cannot be written to bytes on Java 21 by its release that runs on Java 17. Two of them merge. Not
 * safe for concurrent use.
 */
final class DistinctKeys {
  private static final int REGISTERS = 256;
  private static final int INDEX_BITS = 8;
  private static final double ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);
  private static final double FEW = 2.5 * REGISTERS;

  private final byte[] registers = new byte[REGISTERS];

  /**
   * Takes a key that stands for several: as many hashes, of which its own is the first.
   *
   * @param hash of the key, all bits of which are random
   */
  void add(long hash, int keys) {
    add(hash);
    for (int other = 1; other < keys; other++) {
      long mixed = (hash + other * 0x9e3779b97f4a7c15L) * 0xff51afd7ed558ccdL;
      add(mixed ^ (mixed >>> 32));
    }
  }

  /** Takes a hash of a key, all bits of which are random. */
  void add(long hash) {
    int rank = 1 + Long.numberOfTrailingZeros(hash >>> INDEX_BITS | 1L << (63 - INDEX_BITS));
    raise((int) hash & (REGISTERS - 1), (byte) rank);
  }

  private void raise(int register, byte rank) {
    if (rank > registers[register]) {
      registers[register] = rank;
    }
  }

  double estimate() {
    double sum = 0;
    int empty = 0;
    for (byte register : registers) {
      sum += Math.scalb(1.0, -register);
      empty += register == 0 ? 1 : 0;
    }
    double estimate = ALPHA * REGISTERS * REGISTERS / sum;
    boolean few = estimate <= FEW && empty > 0;
    return few ? REGISTERS * Math.log((double) REGISTERS / empty) : estimate;
  }

  /** Returns it in short: pairs of register and rank where few are set, else all ranks. */
  ByteBuffer toBytes() {
    ByteBuffer pairs = ByteBuffer.allocate(2 * REGISTERS);
    for (int register = 0; register < REGISTERS; register++) {
      if (registers[register] > 0) {
        pairs.put((byte) register).put(registers[register]);
      }
    }
    byte[] written =
        pairs.position() < REGISTERS
            ? Arrays.copyOf(pairs.array(), pairs.position())
            : registers.clone();
    return ByteBuffer.wrap(written);
  }

  /** Adds what {@link #toBytes} wrote. */
  void add(ByteBuffer written) {
    ByteBuffer bytes = written.duplicate();
    boolean all = bytes.remaining() == REGISTERS;
    for (int register = 0; bytes.hasRemaining(); register++) {
      int to = all ? register : bytes.get() & 0xff;
      raise(to & (REGISTERS - 1), bytes.get());
    }
  }

  void clear() {
    Arrays.fill(registers, (byte) 0);
  }
}
