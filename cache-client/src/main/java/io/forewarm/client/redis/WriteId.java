package io.forewarm.client.redis;

import java.util.UUID;

/**
 * The 128-bit identity of a write, kept in envelopes so that one write that arrives twice acts
 * once.
 */
public record WriteId(long high, long low) {
  /** No write. */
  public static final WriteId NONE = new WriteId(0, 0);

  /**
   * Returns the identity of a write event's id: a UUID as it is, any other text by its name-based
   * UUID.
   */
  public static WriteId of(String id) {
    UUID uuid;
    try {
      uuid = UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      uuid = UUID.nameUUIDFromBytes(id.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return new WriteId(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
  }
}
