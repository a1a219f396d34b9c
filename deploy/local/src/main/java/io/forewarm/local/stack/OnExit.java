package io.forewarm.local.stack;

/** What {@code up} does when a part ends by itself or is killed. */
enum OnExit {
  RESTART,
  STOP
}
