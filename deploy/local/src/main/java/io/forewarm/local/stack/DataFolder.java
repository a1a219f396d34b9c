package io.forewarm.local.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder of one stack: held by one process at a time, and deleted at the end if temporary. */
final class DataFolder {
  private static final String TEMPORARY = "forewarm-stack-";

  private final Path root;
  private final boolean temporary;
  private final FileChannel lock;

  private DataFolder(Path root, boolean temporary, FileChannel lock) {
    this.root = root;
    this.temporary = temporary;
    this.lock = lock;
  }

  /** Takes a folder, which is made if missing; null takes a new temporary one. */
  static DataFolder open(@Nullable Path given) throws IOException, StackException {
    if (given == null) {
      Path parent = Path.of(System.getProperty("java.io.tmpdir"));
      sweep(parent);
      String name = TEMPORARY + ProcessHandle.current().pid() + "-";
      return hold(Files.createTempDirectory(parent, name), true);
    }
    Path root = given.toAbsolutePath().normalize();
    return hold(Files.createDirectories(root), false);
  }

  private static DataFolder hold(Path root, boolean temporary) throws IOException, StackException {
    FileChannel channel =
        FileChannel.open(
            root.resolve("stack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock held = tryLock(channel);
    if (held == null) {
      channel.close();
      throw new StackException(
          "another stack runs in " + root + ": stop it, or take another --data");
    }
    DataFolder folder = new DataFolder(root, temporary, channel);
    Files.createDirectories(folder.logs());
    Files.createDirectories(folder.programs());
    return folder;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  Path root() {
    return root;
  }

  Path logs() {
    return root.resolve("logs");
  }

  Path programs() {
    return root.resolve("bin");
  }

  Path of(StackPart part) {
    return root.resolve(part.label());
  }

  Path log(StackPart part) {
    return logs().resolve(part.label() + ".log");
  }

  void close() throws IOException {
    lock.close();
    if (temporary) {
      delete(root);
    }
  }

  /** Deletes temporary folders whose process was killed before it could. */
  private static void sweep(Path parent) throws IOException {
    try (Stream<Path> left = Files.list(parent)) {
      for (Path folder : left.filter(DataFolder::isLeftBehind).toList()) {
        delete(folder);
      }
    }
  }

  private static boolean isLeftBehind(Path folder) {
    String name = String.valueOf(folder.getFileName());
    if (!name.matches(TEMPORARY + "[0-9]{1,10}-[0-9]+")
        || !Files.isWritable(folder)
        || !Files.isDirectory(folder)) {
      return false;
    }
    long pid = Long.parseLong(name.substring(TEMPORARY.length(), name.lastIndexOf('-')));
    return ProcessHandle.of(pid).isEmpty();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
