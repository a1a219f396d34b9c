package io.forewarm.streams.behaviour;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user reads next: first and second order successors with back-off, what came two and three
 * reads later, what goes together in a session, what is popular, and the user's own habits, blended
 * by a softmax over the candidates whose weights are learnt from every read. One set of weights is
 * common, another depends on how much is known of the last key.
 */
final class NextKeyModel {
  private static final int FEATURES = 14;
  private static final int AMOUNTS = 7;
  private static final double RATE = 0.04;
  private static final double NONE = -3;
  private static final int TOGETHER = 6;

  private final Popularity popularity;
  private final double[] common = new double[FEATURES];
  private final double[] commonGradient = new double[FEATURES];
  private final double[][] special = new double[AMOUNTS * AMOUNTS][FEATURES];
  private final double[][] specialGradient = new double[AMOUNTS * AMOUNTS][FEATURES];
  private final Calibration calibration = new Calibration(40);

  NextKeyModel(Popularity popularity) {
    this.popularity = popularity;
    common[0] = 1;
    common[1] = 0.3;
    common[6] = 0.2;
  }

  /** The candidates after what a user has read, and how probable each is. */
  static final class Outlook {
    final List<KeyMemory> keys;
    final double[][] features;
    final double[] said;
    final int mixer;
    final int[] order;

    Outlook(List<KeyMemory> keys, int mixer) {
      this.keys = keys;
      this.features = new double[keys.size()][];
      this.said = new double[keys.size() + 1];
      this.mixer = mixer;
      this.order = new int[keys.size()];
    }

    /** Sorts the best first; of equals the one that was found first. */
    void sort() {
      Integer[] sorted = new Integer[order.length];
      Arrays.setAll(sorted, i -> i);
      Arrays.sort(sorted, (a, b) -> Double.compare(said[b], said[a]));
      Arrays.setAll(order, i -> sorted[i]);
    }
  }

  /** Returns what may come next; null without a last key. */
  @Nullable Outlook outlook(UserMemory user, int keysKnown) {
    KeyMemory last = user.last(0);
    if (last == null) {
      return null;
    }
    KeyMemory before = user.last(1);
    Followers pair = before == null ? null : last.nextAfter(before);
    int mixer =
        Contexts.amount(last.next.occasions()) * AMOUNTS
            + Contexts.amount(pair == null ? 0 : pair.occasions());
    Outlook outlook = new Outlook(candidates(user, last, before, pair), mixer);
    for (int i = 0; i < outlook.keys.size(); i++) {
      outlook.features[i] = features(user, outlook.keys.get(i), pair, keysKnown);
    }
    weigh(outlook);
    return outlook;
  }

  private List<KeyMemory> candidates(
      UserMemory user, KeyMemory last, @Nullable KeyMemory before, @Nullable Followers pair) {
    Set<KeyMemory> found = new LinkedHashSet<>(last.next.best(24));
    if (pair != null) {
      found.addAll(pair.best(16));
    }
    if (before != null) {
      found.addAll(before.second.best(12));
    }
    KeyMemory third = user.last(2);
    if (third != null) {
      found.addAll(third.third.best(8));
    }
    found.addAll(popularity.leaders(0, 12));
    found.addAll(popularity.leaders(1, 8));
    found.addAll(popularity.leaders(2, 6));
    found.addAll(user.latest);
    KeyMemory habit = user.habits.get(last);
    if (habit != null) {
      found.add(habit);
    }
    found.remove(last);
    return new ArrayList<>(found);
  }

  private double[] features(
      UserMemory user, KeyMemory key, @Nullable Followers pair, int keysKnown) {
    KeyMemory last = Objects.requireNonNull(user.last(0));
    KeyMemory before = user.last(1);
    KeyMemory third = user.last(2);
    double always = popularity.share(key, 2, keysKnown);
    double first = backedOff(last.next, key, always);
    UserMemory.Own own = user.own.get(key);
    double[] x = new double[FEATURES];
    x[0] = Math.log(first + 1e-5);
    x[1] = pair == null ? 0 : Math.log(backedOff(pair, key, first) + 1e-5) - x[0];
    x[2] = before == null ? 0 : Math.log(backedOff(before.second, key, always) + 1e-4);
    x[3] = third == null ? 0 : Math.log(backedOff(third.third, key, always) + 1e-4);
    x[4] = Math.log(always + 1e-6);
    x[5] = Math.log(popularity.share(key, 1, keysKnown) + 1e-5);
    x[6] = Math.log(popularity.share(key, 0, keysKnown) + 1e-5);
    x[7] = user.session.contains(key) ? 1 : 0;
    x[8] = own == null ? 0 : Math.log(1.0 + own.reads);
    x[9] = user.habits.get(last) == key ? 1 : 0;
    x[10] = key == before ? 1 : 0;
    x[11] = last.next.count(key) > 0 ? 1 : 0;
    x[12] = together(user, key);
    x[13] = 1;
    return x;
  }

  private static double backedOff(Followers followers, KeyMemory key, double otherwise) {
    return (followers.count(key) + otherwise) / (followers.occasions() + 1);
  }

  private static double together(UserMemory user, KeyMemory key) {
    double sum = 0;
    int step = 0;
    for (KeyMemory read : user.latest) {
      if (step++ == TOGETHER) {
        break;
      }
      sum += read.soon.count(key) / (read.soon.occasions() + 2.0) / step;
    }
    return Math.log(sum + 1e-3);
  }

  private void weigh(Outlook outlook) {
    double[] mixer = special[outlook.mixer];
    int count = outlook.keys.size();
    double highest = NONE;
    for (int i = 0; i < count; i++) {
      double sum = 0;
      for (int f = 0; f < FEATURES; f++) {
        sum += (common[f] + mixer[f]) * outlook.features[i][f];
      }
      outlook.said[i] = sum;
      highest = Math.max(highest, sum);
    }
    outlook.said[count] = NONE;
    double all = 0;
    for (int i = 0; i <= count; i++) {
      outlook.said[i] = Math.exp(outlook.said[i] - highest);
      all += outlook.said[i];
    }
    for (int i = 0; i <= count; i++) {
      outlook.said[i] /= all;
    }
    outlook.sort();
  }

  /** Returns the best guesses, calibrated. */
  List<Guess> best(Outlook outlook, int most) {
    List<Guess> guesses = new ArrayList<>();
    for (int i = 0; i < Math.min(most, outlook.order.length); i++) {
      int index = outlook.order[i];
      guesses.add(new Guess(outlook.keys.get(index).key, calibration.of(outlook.said[index])));
    }
    return guesses;
  }

  /** Learns what came, from what was expected. */
  void learn(Outlook outlook, KeyMemory came, int calibrated) {
    int right = outlook.keys.indexOf(came);
    for (int i = 0; i < Math.min(calibrated, outlook.order.length); i++) {
      int index = outlook.order[i];
      calibration.learn(outlook.said[index], index == right);
    }
    double[] gradient = new double[FEATURES];
    for (int i = 0; i < outlook.keys.size(); i++) {
      double wrong = outlook.said[i] - (i == right ? 1 : 0);
      for (int f = 0; f < FEATURES; f++) {
        gradient[f] += wrong * outlook.features[i][f];
      }
    }
    step(special[outlook.mixer], specialGradient[outlook.mixer], gradient, 2 * RATE);
    step(common, commonGradient, gradient, 4 * RATE);
  }

  private static void step(double[] weights, double[] squares, double[] gradient, double rate) {
    for (int f = 0; f < FEATURES; f++) {
      squares[f] += gradient[f] * gradient[f];
      weights[f] -= rate * gradient[f] / Math.sqrt(1e-2 + squares[f]);
    }
  }
}
