package io.forewarm.client;

import io.forewarm.schemas.RuleBook;

/** For which keys the pipeline's decisions are executed in this client, as the rules say. */
final class ActingKeys {
  private final String clientId;
  private final boolean ruled;
  private volatile RuleBook rules = RuleBook.EMPTY;
  private volatile boolean current;

  /**
   * Begins without rules.
   *
   * @param ruled whether rules can come: there is Kafka
   */
  ActingKeys(String clientId, boolean ruled) {
    this.clientId = clientId;
    this.ruled = ruled;
  }

  /** The rules that hold now. */
  RuleBook rules() {
    return rules;
  }

  void rules(RuleBook changed) {
    rules = changed;
  }

  /** Rules have been read to their end for the first time. */
  void known() {
    current = true;
  }

  /** Whether the rules are known; without Kafka there are none to wait for. */
  boolean areKnown() {
    return current || !ruled;
  }

  /** Whether decisions about a key are executed here, as far as rules are known. */
  boolean has(String cacheKey) {
    return rules.rollout(cacheKey).acts(cacheKey, clientId);
  }
}
