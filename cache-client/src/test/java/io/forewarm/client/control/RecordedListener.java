package io.forewarm.client.control;

import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.RuleBook;
import java.util.ArrayList;
import java.util.List;

/** Remembers what it was told, in order. */
final class RecordedListener implements ControlListener {
  private final List<String> told = new ArrayList<>();
  private RuleBook rules = RuleBook.EMPTY;

  /** Everything told so far: what, and about what. */
  synchronized List<String> told() {
    return List.copyOf(told);
  }

  synchronized void forget() {
    told.clear();
  }

  synchronized RuleBook rules() {
    return rules;
  }

  private synchronized void note(String what) {
    told.add(what);
  }

  @Override
  public void hot(HotKey key) {
    note("hot " + key.getKey());
  }

  @Override
  public void cooled(String cacheKey) {
    note("cooled " + cacheKey);
  }

  @Override
  public void invalidated(long hash) {
    note("invalidated " + hash);
  }

  @Override
  public void voided(String name, long at) {
    note("voided " + name + " " + at);
  }

  @Override
  public synchronized void rules(RuleBook changed) {
    rules = changed;
    note("rules");
  }

  @Override
  public void lost() {
    note("lost");
  }
}
