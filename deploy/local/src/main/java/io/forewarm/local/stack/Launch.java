package io.forewarm.local.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How a part is started.
 *
 * @param command program and arguments
 * @param environment added to that of this process
 * @param ready what the line says that it prints once it serves
 */
record Launch(
    StackPart part, List<String> command, Map<String, String> environment, Pattern ready) {
  /** Names the environment variable of further options of the Java machine. */
  private static final String OPTIONS = "FOREWARM_STACK_JAVA_OPTS";

  private static final Pattern READY = Pattern.compile("^READY\\b");

  /**
   * A Java program on the class path of this one, which goes by environment: {@code ps} stays
   * readable.
   */
  static Launch java(StackPart part, String heap, String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.add("-XX:+UseSerialGC");
    command.add("-XX:+ExitOnOutOfMemoryError");
    Collections.addAll(command, options());
    command.add("-Dlogback.configurationFile=io/forewarm/local/stack/child-logback.xml");
    command.add(main);
    command.addAll(arguments);
    Map<String, String> classPath = Map.of("CLASSPATH", System.getProperty("java.class.path"));
    return new Launch(part, command, classPath, READY);
  }

  private static String[] options() {
    String set = System.getenv(OPTIONS);
    return set == null || set.isBlank() ? new String[0] : set.trim().split("\\s+");
  }

  /**
   * Redis as a cache: it keeps nothing on disk, since what a snapshot brings back may have been
   * invalidated after it was taken.
   */
  static Launch redis(Path program, int port, String maxmemory) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of("--bind", "127.0.0.1", "--port", Integer.toString(port)));
    command.addAll(List.of("--save", "", "--appendonly", "no"));
    command.addAll(List.of("--maxmemory", maxmemory, "--maxmemory-policy", "allkeys-lfu"));
    return new Launch(
        StackPart.REDIS, command, Map.of(), Pattern.compile("Ready to accept connections"));
  }
}
