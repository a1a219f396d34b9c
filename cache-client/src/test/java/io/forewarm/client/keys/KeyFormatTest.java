package io.forewarm.client.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forewarm.schemas.CacheKey;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How typed keys become cache keys, and which types can. */
class KeyFormatTest {
  private static final KeyTemplate PAGE = KeyTemplate.of("user:{id}:posts:page:{n}");
  private static final KeyTemplate USER = KeyTemplate.of("user:{id}");

  /** Components in another order than the variables. */
  private record Page(int n, long id) {}

  private record Nullable(String id) {}

  private record Unfit(Object id) {}

  private record Strict(int id) {
    Strict {
      if (id < 0) {
        throw new IllegalArgumentException("negative");
      }
    }
  }

  private record None() {}

  private enum Colour {
    RED,
    GREEN {
      @Override
      public String toString() {
        return "grass";
      }
    }
  }

  @Test
  void writesEveryPartitioning() {
    Page page = new Page(1, 42);
    assertThat(pages(Partitioning.KEY).cacheKey(page)).isEqualTo("posts:user:42:posts:page:1");
    assertThat(pages(Partitioning.ENTITY).cacheKey(page)).isEqualTo("posts:{user:42}:posts:page:1");
    assertThat(pages(Partitioning.TYPE).cacheKey(page)).isEqualTo("{posts}:user:42:posts:page:1");
  }

  @ParameterizedTest
  @EnumSource
  void readsEveryPartitioning(Partitioning partitioning) {
    KeyFormat<Page> format = pages(partitioning);
    String cacheKey = format.cacheKey(new Page(-7, Long.MIN_VALUE));
    assertThat(format.parse(cacheKey)).isEqualTo(new Page(-7, Long.MIN_VALUE));
    assertThat(CacheKey.region(cacheKey)).isEqualTo("posts");
    for (Partitioning other : Partitioning.values()) {
      assertThat(pages(other).parse(cacheKey) == null).isEqualTo(other != partitioning);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "other:user:42:posts:page:1",
        "posts:user:042:posts:page:1",
        "posts:user:+42:posts:page:1",
        "posts:user:x:posts:page:1",
        "posts:user:42:posts:page:99999999999",
        "posts:user:42",
        "posts"
      })
  void readsNothingElse(String cacheKey) {
    assertThat(pages(Partitioning.KEY).parse(cacheKey)).isNull();
  }

  @Test
  void simpleTypesGoWithOneVariable() {
    UUID uuid = UUID.fromString("0f0e0d0c-0b0a-0908-0706-050403020100");
    assertSimple(String.class, "a:b", "r:user:a%3Ab");
    assertSimple(Long.class, -1L, "r:user:-1");
    assertSimple(Integer.class, 7, "r:user:7");
    assertSimple(UUID.class, uuid, "r:user:" + uuid);
    assertSimple(Colour.class, Colour.RED, "r:user:RED");
    assertSimple(Colour.class, Colour.GREEN, "r:user:GREEN");
    assertThat(simple(UUID.class).parse("r:user:f-e-d-c-b")).isNull();
    assertThat(simple(Colour.class).parse("r:user:BLUE")).isNull();
  }

  private static <K> void assertSimple(Class<K> type, K key, String cacheKey) {
    assertThat(simple(type).cacheKey(key)).isEqualTo(cacheKey);
    assertThat(simple(type).parse(cacheKey)).isEqualTo(key);
  }

  private static <K> KeyFormat<K> simple(Class<K> type) {
    return KeyFormat.of("r", USER, type, Partitioning.KEY);
  }

  private static KeyFormat<Page> pages(Partitioning partitioning) {
    return KeyFormat.of("posts", PAGE, Page.class, partitioning);
  }

  @Test
  void aRecordWithoutComponentsGoesWithATemplateWithoutVariables() {
    KeyFormat<None> format =
        KeyFormat.of("r", KeyTemplate.of("front"), None.class, Partitioning.ENTITY);
    assertThat(format.cacheKey(new None())).isEqualTo("r:{front}");
    assertThat(format.parse("r:{front}")).isEqualTo(new None());
  }

  @Test
  void aKeyThatItsRecordRefusesIsNone() {
    KeyFormat<Strict> format = KeyFormat.of("r", USER, Strict.class, Partitioning.KEY);
    assertThat(format.parse("r:user:1")).isEqualTo(new Strict(1));
    assertThat(format.parse("r:user:-1")).isNull();
  }

  @Test
  void refusesTypesThatDoNotFit() {
    assertRefused(USER, Object.class, "cannot be a key; use String, Long, Integer, UUID");
    assertRefused(PAGE, String.class, "use a record with the components [id, n]");
    assertRefused(USER, Page.class, "has the components [id, n]; give them the same names");
    assertRefused(USER, Unfit.class, "Unfit.id is a Object; use String, long, int, UUID");
  }

  private static void assertRefused(KeyTemplate template, Class<?> type, String mend) {
    assertThatThrownBy(() -> KeyFormat.of("r", template, type, Partitioning.KEY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(mend);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a:b", "{a}", "a b", "a%"})
  void refusesARegionThatCouldBeMistaken(String region) {
    assertThatThrownBy(() -> KeyFormat.of(region, USER, String.class, Partitioning.KEY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("region");
  }

  @Test
  @SuppressWarnings("NullAway") // what is tested
  void namesThePartThatIsNull() {
    KeyFormat<Nullable> format = KeyFormat.of("r", USER, Nullable.class, Partitioning.KEY);
    assertThatThrownBy(() -> format.cacheKey(new Nullable(null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the part 'id' of a key is null");
  }

  @Test
  void boundsTheLengthInBytes() {
    KeyFormat<String> format = simple(String.class);
    int room = CacheKey.MAX_BYTES - "r:user:".length();
    assertThat(format.cacheKey("x".repeat(room))).hasSize(CacheKey.MAX_BYTES);
    assertThatThrownBy(() -> format.cacheKey("x".repeat(room + 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must not be longer than 1024 bytes");
    assertThatThrownBy(() -> format.cacheKey("€".repeat(room / 3 + 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
