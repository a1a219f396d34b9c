package io.forewarm.benchmarks;

import io.forewarm.local.stack.StackListener;
import java.io.PrintWriter;

/** Tells how far the start of a stack is. */
record StackProgress(PrintWriter progress) implements StackListener {
  @Override
  public void progress(String what) {
    progress.println(what);
    progress.flush();
  }
}
