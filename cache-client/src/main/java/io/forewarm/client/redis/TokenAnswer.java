package io.forewarm.client.redis;

/**
 * Leave to load ahead of reads.
 *
 * @param granted number of tokens, 0 or more
 * @param trouble whether the origin is in trouble, as somebody has told; what is granted then is a
 *     probe
 * @param factor the part of the tokens a second that is given out now, above 0 to 1
 */
public record TokenAnswer(int granted, boolean trouble, double factor) {
  /** No leave from whoever keeps no budgets. */
  static final TokenAnswer NONE = new TokenAnswer(0, false, 1);

  static TokenAnswer of(ScriptReply reply) {
    return new TokenAnswer(reply.outcome(), reply.number(2) == 1, reply.number(3) / 1000.0);
  }
}
