package io.forewarm.schemas;

import org.apache.avro.util.ClassSecurityValidator;

/**
 * Tells Avro that the records of this package may be made from bytes: since 1.12.1 it makes none
 * that it was not told of. Whatever the process has trusted before stays trusted.
 */
final class TrustedRecords {
  static {
    String home = TrustedRecords.class.getPackageName();
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> type.getPackageName().equals(home)));
  }

  private TrustedRecords() {}

  /** Does so once. */
  static void declare() {
    // Loading the class has done it.
  }
}
