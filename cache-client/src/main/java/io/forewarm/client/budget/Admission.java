package io.forewarm.client.budget;

import org.jspecify.annotations.Nullable;

/**
 * Whether a load ahead of a read may be made.
 *
 * @param refusal why not; null: it may, and {@link #leave} has to be called when it has ended
 */
public record Admission(@Nullable Refusal refusal, Runnable leave) {
  static Admission refused(Refusal refusal) {
    return new Admission(refusal, () -> {});
  }
}
