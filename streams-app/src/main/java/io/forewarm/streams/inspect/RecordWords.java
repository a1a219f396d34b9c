package io.forewarm.streams.inspect;

import io.forewarm.schemas.CommandOutcome;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.InvalidationBatch;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.MaintenanceCommand;
import io.forewarm.schemas.Prediction;
import io.forewarm.schemas.WriteEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What records mean to a key, in people's words. */
final class RecordWords {
  private RecordWords() {}

  static String access(String service, String client, KeyAccess access) {
    List<String> parts = new ArrayList<>();
    add(parts, access.getNearHits(), "near");
    add(parts, access.getRedisHits(), "from Redis");
    add(parts, access.getMisses(), "waited for a load");
    StringBuilder text = new StringBuilder(service + " (" + client + ") ");
    text.append(count(access.getReads(), "read"));
    text.append(parts.isEmpty() ? "" : ": " + String.join(", ", parts));
    also(text, access.getStaleHits(), " of them stale");
    if (access.getLoads() > 0) {
      text.append("; ").append(count(access.getLoads(), "load"));
      text.append(" of ").append(TimeText.load(access.getLoadMicros() / access.getLoads()));
    }
    also(text, access.getLoadFailures(), " failed");
    if (access.getWrites() > 0) {
      text.append("; ").append(count(access.getWrites(), "write"));
    }
    return text.toString();
  }

  private static void add(List<String> parts, long number, String what) {
    if (number > 0) {
      parts.add(number + " " + what);
    }
  }

  private static void also(StringBuilder text, long number, String what) {
    if (number > 0) {
      text.append(", ").append(number).append(what);
    }
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  static String visit(String service, String user) {
    return "read by user " + user + " through " + service;
  }

  static String write(WriteEvent event) {
    return "%s %s%s%s%s"
        .formatted(
            event.getOperation().name().toLowerCase(Locale.ROOT),
            event.getId(),
            event.getVersion() == null ? "" : ", version " + event.getVersion(),
            event.getSource().isEmpty() ? "" : ", by " + event.getSource(),
            event.getKeys().size() > 1 ? ", with " + (event.getKeys().size() - 1) + " more" : "");
  }

  static String invalidation(InvalidationBatch batch) {
    return "void in Redis, and told to every client by %s, with all writes up to %s"
        .formatted(batch.getWorker(), TimeText.clock(batch.getUpTo()));
  }

  static String hotKey(@Nullable HotKey key) {
    return key == null
        ? "has cooled"
        : "hot: %.0f reads a second, %.1f %% of its region, rank %d, until %s, %d replicas"
            .formatted(
                key.getRatePerSecond(),
                key.getShare() * 100,
                key.getRank(),
                TimeText.clock(key.getUntil()),
                key.getReplicas());
  }

  static String command(MaintenanceCommand command) {
    return "%s ordered, id %s: %s"
        .formatted(
            command.getKind().name().toLowerCase(Locale.ROOT),
            command.getId(),
            command.getReason());
  }

  static String outcome(CommandOutcome outcome) {
    return "%s of command %s %s in %s by %s%s"
        .formatted(
            outcome.getKind().name().toLowerCase(Locale.ROOT),
            outcome.getCommandId(),
            outcome.getResult().name().toLowerCase(Locale.ROOT),
            TimeText.load(outcome.getTookMicros()),
            outcome.getWorker(),
            outcome.getCause().isEmpty() ? "" : ": " + outcome.getCause());
  }

  static String prediction(Prediction prediction) {
    return "expected with %.0f %% to be read by user %s, says %s"
        .formatted(prediction.getProbability() * 100, prediction.getUser(), prediction.getModel());
  }

  static String voiding(Voiding voiding) {
    return voiding.words() + " invalidated: what was loaded before is stale";
  }
}
