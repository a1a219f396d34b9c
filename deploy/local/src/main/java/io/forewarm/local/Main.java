package io.forewarm.local;

/** Starts the command line. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String... args) {
    Logging.prepare();
    System.exit(ForewarmCommand.commandLine().execute(args));
  }
}
