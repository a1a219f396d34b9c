package io.forewarm.streams.console;

import io.javalin.http.Context;
import java.util.concurrent.Semaphore;

/** Lets few questions read the log at a time: each reads a part of it. */
final class LogTurns {
  private static final int MOST = 4;

  private final Semaphore free = new Semaphore(MOST);

  /** What answers a question that reads the log. */
  interface Reading {
    Object answer(Context context) throws InterruptedException;
  }

  /** Answers a question now, or asks to come back. */
  void take(Context context, Reading reading) throws InterruptedException {
    if (!free.tryAcquire()) {
      Json.refuse(context, 429, "others are reading the log: ask again in a moment");
      return;
    }
    try {
      Json.answer(context, reading.answer(context));
    } finally {
      free.release();
    }
  }
}
