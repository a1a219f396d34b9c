package io.forewarm.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Java of a document, completed to a class that can be compiled. */
record Snippet(String name, String source) {
  /** Compiles the class into a folder; what javac has to say is in the failure. */
  void compile(Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      Iterable<? extends JavaFileObject> sources = files.getJavaFileObjects(file);
      String classPath = System.getProperty("java.class.path");
      List<String> options =
          List.of("-proc:none", "-Xlint:none", "-cp", classPath, "-d", folder.toString());
      boolean good = compiler.getTask(said, files, null, options, null, sources).call();
      assertThat(good).as("%s\n%s", said, source).isTrue();
    }
  }

  /** Compiles the class, which is a Callable, and calls it. */
  Object run(Path folder) throws Exception {
    compile(folder);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Callable<?> callable =
          (Callable<?>) loader.loadClass(name).getDeclaredConstructor().newInstance();
      return callable.call();
    }
  }
}
