package io.forewarm.local.stack;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Watches over the parts of a stack: says what ended, and starts it again. */
final class Supervisor implements StackListener {
  private static final int DEATHS = 5;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final PrintWriter out;
  private final PrintWriter err;
  private final BlockingQueue<Death> deaths = new LinkedBlockingQueue<>();
  private final RestartPolicy policy = new RestartPolicy(DEATHS, WINDOW);

  /**
   * Prepares to watch.
   *
   * @param out for lines that programs read
   * @param err for lines that people read
   */
  Supervisor(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void progress(String step) {
    say(step);
  }

  @Override
  public void died(StackPart part, int exitCode) {
    deaths.add(new Death(part, exitCode));
  }

  /**
   * Watches until a part is given up.
   *
   * @param delay between the end of a part and its new start
   */
  void watch(LocalStack stack, OnExit onExit, Duration delay) throws InterruptedException {
    while (true) {
      Death death = deaths.take();
      say(death.text());
      if (onExit == OnExit.STOP) {
        return;
      }
      if (!policy.mayRestart(death.part(), Duration.ofNanos(System.nanoTime()))) {
        say(death.part().label() + " ended " + DEATHS + " times in a minute: giving up");
        return;
      }
      TimeUnit.MILLISECONDS.sleep(delay.toMillis());
      restart(stack, death.part());
    }
  }

  private void restart(LocalStack stack, StackPart part) throws InterruptedException {
    say("starting " + part.label() + " again");
    try {
      stack.restart(part);
      out.println("RESTARTED " + part.label() + ".pid=" + stack.pid(part));
      out.flush();
    } catch (StackException e) {
      say(String.valueOf(e.getMessage()));
      died(part, 1);
    }
  }

  private void say(String line) {
    err.println("forewarm: " + line);
    err.flush();
  }
}
