package io.forewarm.client.keys;

import java.util.List;

/** Keys that are the values of the variables already. */
enum TextShape implements KeyShape<List<String>> {
  INSTANCE;

  @Override
  public List<String> values(List<String> key) {
    return key;
  }

  @Override
  public List<String> key(List<String> values) {
    return values;
  }
}
