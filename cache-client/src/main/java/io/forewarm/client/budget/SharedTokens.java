package io.forewarm.client.budget;

import io.forewarm.client.redis.TokenAnswer;
import io.forewarm.client.redis.TokenRequest;
import io.forewarm.client.redis.TokenRequest.Report;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * This process's handful of an origin's tokens, and what it knows of the bucket in Redis: when to
 * ask it again, and for how many. A process asks for what it uses in a tenth of a second; tokens
 * that it has not used in a quarter of one are void, so that trouble that others tell of is heard
 * by then. Pure: time is an argument, of {@link System#nanoTime}. For one thread.
 */
final class SharedTokens {
  private static final long VALID = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long HANDFUL = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long EMPTY_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long LONG_PAUSE = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long LOWERED_PAUSE = TimeUnit.SECONDS.toNanos(1);

  private final String origin;
  private int tokens;
  private long grantedAt;
  private boolean asking;
  private long askedAt;
  private long askFrom;
  private Report reported = Report.NOTHING;
  private int used;
  private boolean away;
  private boolean trouble;
  private double factor = 1;

  SharedTokens(String origin, long now) {
    this.origin = origin;
    this.askedAt = now;
    this.askFrom = now;
  }

  /** Whether a token is there. */
  boolean any(long now) {
    return tokens > 0 && now - grantedAt <= VALID;
  }

  /** Takes a token that is there. */
  void take() {
    tokens--;
    used++;
  }

  /** Throws away what is left. */
  void drop() {
    tokens = 0;
  }

  /** Why it makes no sense to wait for tokens; null: it does. */
  @Nullable Refusal refusal(long now) {
    if (asking || now - askFrom >= 0) {
      return null;
    }
    return away ? Refusal.REDIS : trouble ? Refusal.TOLD : null;
  }

  /** Whether what was granted is there to try an origin in trouble. */
  boolean probing() {
    return trouble;
  }

  /** The part of the tokens a second that is given out, as last told; 0 in trouble. */
  double factor() {
    return trouble ? 0 : factor;
  }

  /** Returns what Redis is to be asked for tokens, if it is time. */
  @Nullable TokenRequest askFor(int waiting, int ceiling, Verdict verdict, long now) {
    if (asking || now - askFrom < 0) {
      return null;
    }
    long rate = used * HANDFUL / Math.max(HANDFUL, now - askedAt);
    int most = Math.max(1, ceiling / 10);
    int wanted = (int) Math.min(most, Math.max(waiting, rate));
    used = 0;
    return ask(ceiling, Math.max(1, wanted), verdict, now);
  }

  /**
   * Returns what Redis is to be told though no token is wanted: of trouble, that it is over, or,
   * once a second, nothing, to hear whether others say so and how far the flow has grown.
   */
  @Nullable TokenRequest tell(int ceiling, Verdict verdict, long now) {
    Report report = report(verdict);
    boolean matters = report == Report.TROUBLE || (trouble && report == Report.WELL);
    long pause = !matters ? LOWERED_PAUSE : report == reported ? LONG_PAUSE : 0;
    boolean due = (matters || factor() < 1) && now - askedAt >= pause;
    return asking || !due ? null : ask(ceiling, 0, verdict, now);
  }

  private static Report report(Verdict verdict) {
    return verdict.trouble()
        ? Report.TROUBLE
        : verdict == Verdict.WELL ? Report.WELL : Report.NOTHING;
  }

  private TokenRequest ask(int ceiling, int wanted, Verdict verdict, long now) {
    asking = true;
    askedAt = now;
    reported = report(verdict);
    return new TokenRequest(origin, ceiling, wanted, reported);
  }

  /** Redis has answered, or has not: null. */
  void answered(@Nullable TokenAnswer answer, long now) {
    asking = false;
    away = answer == null;
    if (answer == null) {
      askFrom = now + LONG_PAUSE;
      return;
    }
    trouble = answer.trouble();
    factor = answer.factor();
    tokens = answer.granted();
    grantedAt = now;
    askFrom = now + (tokens > 0 ? 0 : trouble ? LONG_PAUSE : EMPTY_PAUSE);
  }
}
