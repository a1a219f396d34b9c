package io.forewarm.streams.cdc;

import java.util.Arrays;

/** What happened to a row, or to all of them. */
public enum Operation {
  INSERT("c"),
  UPDATE("u"),
  DELETE("d"),
  /** Every row of the table is gone. */
  TRUNCATE("t"),
  /** The row was read as it is: by a first or a repeated snapshot. */
  SNAPSHOT("r");

  private final String letter;

  Operation(String letter) {
    this.letter = letter;
  }

  /** Returns the operation that Debezium writes so. */
  static Operation of(String letter) {
    return Arrays.stream(values())
        .filter(operation -> operation.letter.equals(letter))
        .findFirst()
        .orElseThrow(() -> new RefusedChangeException("the operation '" + letter + "' is unknown"));
  }
}
