package io.forewarm.client.expiry;

/**
 * How often something was seen at which age, in buckets two of which double the age. When it holds
 * as much as it may, all is halved: what was seen long ago counts for less and less. Not safe for
 * concurrent use.
 */
final class Ages {
  private static final int BUCKETS = 64;
  private static final double BUCKETS_A_DOUBLING = 2;

  private final double[] seen = new double[BUCKETS];
  private double total;

  /** Notes an age. */
  void add(long millis) {
    seen[bucket(Math.max(1, millis))]++;
    total++;
  }

  private static int bucket(long millis) {
    double doublings = Math.log((double) millis) / Math.log(2);
    return (int) Math.min(BUCKETS - 1.0, doublings * BUCKETS_A_DOUBLING);
  }

  /** The middle of a bucket, milliseconds. */
  static double age(int bucket) {
    return Math.pow(2, (bucket + 0.5) / BUCKETS_A_DOUBLING);
  }

  static int buckets() {
    return BUCKETS;
  }

  double in(int bucket) {
    return seen[bucket];
  }

  double total() {
    return total;
  }

  /** Lets what was seen count for half. */
  void halve() {
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      seen[bucket] /= 2;
    }
    total /= 2;
  }

  /** The mean, milliseconds; 0 if nothing was seen. */
  double mean() {
    double sum = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      sum += seen[bucket] * age(bucket);
    }
    return total == 0 ? 0 : sum / total;
  }

  /** The age that a share of what was seen does not exceed, milliseconds. */
  double quantile(double share) {
    double left = share * total;
    int bucket = 0;
    while (bucket < BUCKETS - 1 && left > seen[bucket]) {
      left -= seen[bucket++];
    }
    return age(bucket);
  }
}
