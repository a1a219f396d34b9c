package io.forewarm.client.redis;

/**
 * A small command that changes nothing, asked of one master together with others.
 *
 * @param verb of Redis
 * @param words that follow it
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Question(Verb verb, Object... words) {
  /** What can be asked. */
  enum Verb {
    /** The name of some key, as bytes; nothing where there is none. */
    RANDOM_KEY("RANDOMKEY", ""),
    /** Bytes of a string. */
    RANGE("GETRANGE", ""),
    /** Bytes that a string has. */
    LENGTH("STRLEN", ""),
    /** Some of the names that there are, and from where it goes on. */
    SCAN("SCAN", ""),
    /** Redis' own count of reads, if its policy keeps one. */
    FREQUENCY("OBJECT", "FREQ");

    private final String word;
    private final String second;

    Verb(String word, String second) {
      this.word = word;
      this.second = second;
    }

    String word() {
      return word;
    }

    /** The second word; empty for none. */
    String second() {
      return second;
    }
  }
}
