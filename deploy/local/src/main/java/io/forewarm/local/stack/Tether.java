package io.forewarm.local.stack;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Ties a command to the life of this process: it ends also when this one is killed. A session of
 * its own, where {@code setsid} exists, keeps the terminal's Ctrl-C from ending the parts of a
 * stack in a wrong order.
 */
final class Tether {
  private final Path script;

  /** Unpacks the shell script that holds the tether. */
  Tether(Path folder) throws IOException {
    script = folder.resolve("tether.sh");
    try (InputStream in = Tether.class.getResourceAsStream("tether.sh")) {
      if (in == null) {
        throw new IOException("tether.sh is missing beside " + Tether.class.getName());
      }
      Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  List<String> around(List<String> command) {
    List<String> tied = new ArrayList<>();
    if (onPath("setsid")) {
      tied.add("setsid");
    }
    tied.addAll(List.of("/bin/sh", script.toString()));
    tied.addAll(command);
    return tied;
  }

  private static boolean onPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
