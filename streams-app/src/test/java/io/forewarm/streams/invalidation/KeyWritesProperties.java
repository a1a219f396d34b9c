package io.forewarm.streams.invalidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.redis.WriteId;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class KeyWritesProperties {
  /** What an entry knows of writes; void once it was invalidated here. */
  private record Entry(boolean isVoid, WriteId id, long version) {
    static final long UNVERSIONED = Long.MIN_VALUE;

    Entry after(List<KeyInvalidation> writes) {
      Entry entry = this;
      for (KeyInvalidation write : writes) {
        entry = entry.after(write.id(), write.version());
      }
      return entry;
    }

    private Entry after(WriteId write, @Nullable Long newVersion) {
      boolean known = id.equals(write) || (newVersion != null && version >= newVersion);
      return known ? this : new Entry(true, write, newVersion == null ? UNVERSIONED : newVersion);
    }
  }

  @Property(tries = 3000)
  void theDecisiveWritesDoWhatAllOfThemDo(
      @ForAll("versioned") List<KeyInvalidation> writes, @ForAll("entries") Entry entry) {
    List<KeyInvalidation> decisive = KeyWrites.decisive(writes);
    assertThat(decisive).hasSizeLessThanOrEqualTo(2);
    assertThat(entry.after(decisive).isVoid()).isEqualTo(entry.after(writes).isVoid());
    assertThat(entry.after(decisive).version())
        .isGreaterThanOrEqualTo(entry.after(writes).version());
  }

  @Property(tries = 3000)
  void withoutVersionsTwoAreEnough(
      @ForAll("unversioned") List<KeyInvalidation> writes, @ForAll("entries") Entry entry) {
    List<KeyInvalidation> decisive = KeyWrites.decisive(writes);
    assertThat(decisive).hasSizeLessThanOrEqualTo(2);
    assertThat(entry.after(decisive)).isEqualTo(entry.after(writes));
  }

  @Property(tries = 1000)
  void mixedWritesStay(
      @ForAll("mixed") List<KeyInvalidation> writes, @ForAll("entries") Entry entry) {
    assertThat(entry.after(KeyWrites.decisive(writes)).isVoid())
        .isEqualTo(entry.after(writes).isVoid());
  }

  @Provide
  Arbitrary<List<KeyInvalidation>> versioned() {
    return writes(id -> id);
  }

  @Provide
  Arbitrary<List<KeyInvalidation>> unversioned() {
    return writes(id -> null);
  }

  @Provide
  Arbitrary<List<KeyInvalidation>> mixed() {
    return writes(id -> id % 2 == 0 ? null : id);
  }

  @Provide
  Arbitrary<Entry> entries() {
    Arbitrary<Long> versions = Arbitraries.longs().between(0, 6);
    return Combinators.combine(ids(), versions).as((id, version) -> new Entry(false, id, version));
  }

  /** Writes whose identity says their version, since a write has one of each. */
  private static Arbitrary<List<KeyInvalidation>> writes(Function<Long, @Nullable Long> versionOf) {
    return ids()
        .map(id -> new KeyInvalidation("r:k", id, versionOf.apply(id.low())))
        .list()
        .ofMaxSize(8);
  }

  private static Arbitrary<WriteId> ids() {
    return Arbitraries.longs().between(1, 5).map(low -> new WriteId(7, low));
  }
}
