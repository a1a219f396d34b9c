package io.forewarm.client.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.CacheKey;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

/** Whatever keys hold: they come back, stay apart, and tell their region and slot. */
class KeyFormatProperties {
  private static final KeyTemplate TEMPLATE = KeyTemplate.of("a{first}:b:{second}z:{rest*}");

  record Key(String first, String second, String rest) {}

  @Property
  void aKeyComesBackAlsoThroughUtf8(@ForAll("keys") Key key, @ForAll Partitioning partitioning) {
    KeyFormat<Key> format = format(partitioning);
    String cacheKey = format.cacheKey(key);
    assertThat(new String(cacheKey.getBytes(UTF_8), UTF_8)).isEqualTo(cacheKey);
    assertThat(format.parse(cacheKey)).isEqualTo(key);
  }

  @Property
  void differentKeysHaveDifferentTexts(
      @ForAll("keys") Key one, @ForAll("keys") Key other, @ForAll Partitioning partitioning) {
    KeyFormat<Key> format = format(partitioning);
    assertThat(format.cacheKey(one).equals(format.cacheKey(other))).isEqualTo(one.equals(other));
  }

  @Property
  void whatIsReadIsWrittenTheSame(
      @ForAll("keys") Key key,
      @ForAll("texts") String noise,
      @ForAll @IntRange(max = 40) int at,
      @ForAll Partitioning partitioning) {
    KeyFormat<Key> format = format(partitioning);
    StringBuilder mutant = new StringBuilder(format.cacheKey(key));
    int from = Math.min(at, mutant.length());
    mutant.replace(from, Math.min(from + noise.length(), mutant.length()), noise);
    Key read = format.parse(mutant.toString());
    Statistics.label("still a key").collect(read != null);
    assertThat(read == null || format.cacheKey(read).contentEquals(mutant)).isTrue();
  }

  @Property
  void regionAndHashTagAreThoseOfThePartitioning(@ForAll("keys") Key key) {
    String byKey = format(Partitioning.KEY).cacheKey(key);
    String byEntity = format(Partitioning.ENTITY).cacheKey(key);
    String byType = format(Partitioning.TYPE).cacheKey(key);
    assertThat(CacheKey.region(byKey)).isEqualTo("r");
    assertThat(CacheKey.region(byEntity)).isEqualTo("r");
    assertThat(CacheKey.region(byType)).isEqualTo("r");
    assertThat(byKey).doesNotContain("{", "}");
    Key sibling = new Key(key.first(), "other", "other");
    assertThat(hashTag(byEntity))
        .isNotEmpty()
        .isEqualTo(hashTag(format(Partitioning.ENTITY).cacheKey(sibling)));
    assertThat(hashTag(byType)).isEqualTo("r");
  }

  @Property
  void aVersionOfTheValuesMovesAllKeysAndNoSlot(
      @ForAll("keys") Key key,
      @ForAll("keys") Key other,
      @ForAll Partitioning partitioning,
      @ForAll @IntRange(min = 1) int version,
      @ForAll @IntRange int another) {
    KeyFormat<Key> versioned = format(partitioning, version);
    KeyFormat<Key> others = format(partitioning, another);
    String cacheKey = versioned.cacheKey(key);

    assertThat(versioned.parse(cacheKey)).isEqualTo(key);
    assertThat(CacheKey.region(cacheKey)).isEqualTo("r");
    if (version != another) {
      assertThat(others.parse(cacheKey)).isNull();
      assertThat(others.cacheKey(other)).isNotEqualTo(cacheKey);
    }
    String unversioned = format(partitioning).cacheKey(key);
    assertThat(cacheKey.replaceFirst("@" + version, "")).isEqualTo(unversioned);
    if (partitioning != Partitioning.KEY) {
      assertThat(hashTag(cacheKey)).isEqualTo(hashTag(unversioned));
    }
    assertThat(cacheKey).startsWith(versioned.cacheKeyPrefix(""));
  }

  /** As Redis Cluster finds it. */
  private static String hashTag(String name) {
    int open = name.indexOf('{');
    return name.substring(open + 1, name.indexOf('}', open));
  }

  private static KeyFormat<Key> format(Partitioning partitioning) {
    return format(partitioning, 0);
  }

  private static KeyFormat<Key> format(Partitioning partitioning, int valueVersion) {
    return KeyFormat.of("r", TEMPLATE, Key.class, partitioning, valueVersion);
  }

  /** Half of all characters are those that mean something. */
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<Character> meaning =
        Arbitraries.of(':', '%', '{', '}', '\\', '(', ')', '-', 'u', 'z');
    Arbitrary<Character> any = Arbitraries.chars().range(Character.MIN_VALUE, Character.MAX_VALUE);
    return Arbitraries.oneOf(meaning, any)
        .list()
        .ofMaxSize(12)
        .map(
            chars -> {
              StringBuilder text = new StringBuilder();
              chars.forEach(text::append);
              return text.toString();
            });
  }

  @Provide
  Arbitrary<Key> keys() {
    return Combinators.combine(texts(), texts(), texts()).as(Key::new);
  }
}
