package io.forewarm.local.stack;

/** A part ended that nobody had asked to end. */
record Death(StackPart part, int exitCode) {
  /** Returns the end as people read it: {@code app ended with code 137 (SIGKILL)}. */
  String text() {
    String signal =
        switch (exitCode) {
          case 129 -> " (SIGHUP)";
          case 130 -> " (SIGINT)";
          case 134 -> " (SIGABRT)";
          case 137 -> " (SIGKILL)";
          case 139 -> " (SIGSEGV)";
          case 143 -> " (SIGTERM)";
          default -> "";
        };
    return part.label() + " ended with code " + exitCode + signal;
  }
}
