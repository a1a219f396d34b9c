package io.forewarm.schemas;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a rule can set, under the names that people use: options of the command line, the console.
 */
public enum RuleSetting {
  MODE("mode", "mode", RuleForm.MODE, "Whether decisions are executed, or only reported."),
  ACT_KEYS(
      "act-keys",
      "actKeys",
      RuleForm.SHARE,
      "With mode act: for this share of the keys only, such as 10%; the others are observed. A key"
          + " of a smaller share is also one of a larger."),
  ACT_CLIENTS(
      "act-clients",
      "actClients",
      RuleForm.SHARE,
      "With mode act: in this share of the clients only, such as 10%."),
  HOT_MIN_READS(
      "hot-min-reads",
      "hotMinReads",
      RuleForm.COUNT,
      "A key is hot only from this number of reads in the window, 1 or more."),
  HOT_SHARE(
      "hot-share",
      "hotShare",
      RuleForm.NUMBER,
      "A key is hot from this share of its region's reads, above 0 to 1."),
  HOT_RATE(
      "hot-rate",
      "hotRatePerSecond",
      RuleForm.NUMBER,
      "A key is hot from this many reads a second, whatever its share; above 0."),
  HOT_TOP_K(
      "hot-top-k",
      "hotTopK",
      RuleForm.SMALL_COUNT,
      "So many keys of a region and partition, those with the most reads, are hot if they have"
          + " hot-min-reads; 0 for none."),
  HOT_BYTES(
      "hot-bytes",
      "hotBytesPerSecond",
      RuleForm.NUMBER,
      "A key is hot from this many bytes a second, reads times size; 0 for never."),
  HOT_LOAD_MILLIS(
      "hot-load-millis",
      "hotLoadMillisPerSecond",
      RuleForm.NUMBER,
      "A key is hot from this many milliseconds of loading a second, all clients together; 0 for"
          + " never."),
  HOT_WRITES(
      "hot-writes",
      "hotWritesPerSecond",
      RuleForm.NUMBER,
      "A key is hot by its writes from this many a second; 0 for never."),
  HOT_WINDOW(
      "hot-window",
      "hotWindowMs",
      RuleForm.TIME,
      "Keys are judged over a window of this length alone instead of those of the app, 200ms to"
          + " 5m."),
  SOFT_TTL("soft-ttl", "softTtlMs", RuleForm.TIME, "How long a value is fresh, such as 60s."),
  HARD_TTL(
      "hard-ttl", "hardTtlMs", RuleForm.TIME, "How long a value is kept, at least the soft TTL."),
  MAX_STALENESS(
      "max-staleness",
      "maxStalenessMs",
      RuleForm.TIME,
      "How far the near cache may be behind Redis; 0s serves nothing from it."),
  NEAR("near", "near", RuleForm.SWITCH, "Whether the near cache serves."),
  REDIS("redis", "redis", RuleForm.SWITCH, "Whether Redis is read and filled."),
  REFRESH_AHEAD(
      "refresh-ahead",
      "refreshAhead",
      RuleForm.SWITCH,
      "Whether hot keys are refreshed before they expire."),
  WARMING("warming", "warming", RuleForm.SWITCH, "Whether predicted keys are warmed."),
  SPECULATIVE_LOADS(
      "speculative-loads",
      "speculativeLoadsPerSecond",
      RuleForm.SMALL_COUNT,
      "So many loads a second ahead of reads may all processes together make of the region's origin"
          + " while it is well; 0 for none."),
  REPLICAS("replicas", "replicas", RuleForm.SWITCH, "Whether hot keys get replicas in Redis."),
  COMPRESSION(
      "compression",
      "compression",
      RuleForm.SWITCH,
      "Whether values are compressed before they are stored, where their client is set up to.");

  private final String option;
  private final String field;
  private final RuleForm form;
  private final String about;

  RuleSetting(String option, String field, RuleForm form, String about) {
    this.option = option;
    this.field = field;
    this.form = form;
    this.about = about;
  }

  /** Finds a setting by its name, such as {@code soft-ttl}; fails with all names. */
  public static RuleSetting of(String option) {
    return Arrays.stream(values())
        .filter(setting -> setting.option.equals(option))
        .findAny()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a rule has no setting " + option + "; there are " + names()));
  }

  private static String names() {
    return Arrays.stream(values()).map(RuleSetting::option).collect(Collectors.joining(", "));
  }

  /** Its name, such as {@code soft-ttl}. */
  public String option() {
    return option;
  }

  /** Its name in the schema, such as {@code softTtlMs}. */
  public String field() {
    return field;
  }

  /** How its values are written. */
  public RuleForm form() {
    return form;
  }

  /** What it does, one or two sentences. */
  public String about() {
    return about;
  }

  /**
   * Reads a value as people write it; null for none.
   *
   * @throws IllegalArgumentException naming the setting, the value, and what is allowed
   */
  public @Nullable Object read(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return form.read(text.strip());
    } catch (IllegalArgumentException e) {
      boolean said = e.getMessage() != null && !(e instanceof NumberFormatException);
      String allowed = form == RuleForm.MODE || !said ? "must be " + form.label() : e.getMessage();
      throw new IllegalArgumentException(option + "=" + text + ": " + allowed, e);
    }
  }

  /** Returns what a rule sets, as people write it; empty if it does not set it. */
  public Optional<String> text(Rule rule) {
    return Optional.ofNullable(rule.get(field)).map(form::write);
  }
}
