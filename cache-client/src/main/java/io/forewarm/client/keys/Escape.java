package io.forewarm.client.keys;

import org.jspecify.annotations.Nullable;

/**
 * How the text of a variable stands in a key. Whatever it is, it stays apart from any other text,
 * survives UTF-8, is never empty, and has no brace, since braces are Redis Cluster's hash tags.
 */
enum Escape {
  /** Up to the next colon: {@code % : { }}, space and control characters as {@code %XX}. */
  SEGMENT('%') {
    @Override
    boolean plain(char c) {
      return c > ' ' && c != '%' && c != ':' && c != '{' && c != '}' && (c < 0x7f || c > 0x9f);
    }

    @Override
    void escape(char c, StringBuilder out) {
      out.append(DIGITS[c >> 4]).append(DIGITS[c & 15]);
    }

    @Override
    int unescape(String text, int at, StringBuilder out) {
      return hex(text, at, 2, out);
    }
  },

  /** Up to the end of the key: only the backslash and the braces, and colons stay. */
  GREEDY('\\') {
    @Override
    boolean plain(char c) {
      return c != '\\' && c != '{' && c != '}';
    }

    @Override
    void escape(char c, StringBuilder out) {
      out.append(c == '{' ? '(' : c == '}' ? ')' : '\\');
    }

    @Override
    int unescape(String text, int at, StringBuilder out) {
      char c = at < text.length() ? text.charAt(at) : 0;
      if (c != '(' && c != ')' && c != '\\') {
        return -1;
      }
      out.append(c == '(' ? '{' : c == ')' ? '}' : '\\');
      return at + 1;
    }
  };

  private static final char[] DIGITS = "0123456789ABCDEF".toCharArray();

  private final char mark;

  Escape(char mark) {
    this.mark = mark;
  }

  abstract boolean plain(char c);

  /** Writes what follows the mark. */
  abstract void escape(char c, StringBuilder out);

  /** Reads what follows the mark; returns where the text goes on, or -1. */
  abstract int unescape(String text, int at, StringBuilder out);

  final void write(String value, StringBuilder out) {
    if (value.isEmpty()) {
      out.append(mark).append('-');
      return;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isSurrogate(c)) {
        i = writeSurrogate(value, i, out);
      } else if (plain(c)) {
        out.append(c);
      } else {
        escape(c, out.append(mark));
      }
    }
  }

  /** UTF-8 has no half of a surrogate pair: it would come back as a question mark. */
  private int writeSurrogate(String value, int at, StringBuilder out) {
    int codePoint = value.codePointAt(at);
    if (Character.isSupplementaryCodePoint(codePoint)) {
      out.appendCodePoint(codePoint);
      return at + 1;
    }
    out.append(mark).append('u');
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(DIGITS[(codePoint >> shift) & 15]);
    }
    return at;
  }

  /** Returns the value, or null if the text was not written by this escape. */
  final @Nullable String read(String text) {
    StringBuilder out = new StringBuilder(text.length());
    if (!isEmptyMark(text)) {
      for (int i = 0; i >= 0 && i < text.length(); ) {
        i = readOne(text, i, out);
        if (i < 0) {
          return null;
        }
      }
    }
    String value = out.toString();
    StringBuilder again = new StringBuilder(text.length());
    write(value, again);
    return text.contentEquals(again) ? value : null;
  }

  private boolean isEmptyMark(String text) {
    return text.length() == 2 && text.charAt(0) == mark && text.charAt(1) == '-';
  }

  private int readOne(String text, int at, StringBuilder out) {
    char c = text.charAt(at);
    if (c != mark) {
      out.append(c);
      return at + 1;
    }
    boolean surrogate = at + 1 < text.length() && text.charAt(at + 1) == 'u';
    return surrogate ? hex(text, at + 2, 4, out) : unescape(text, at + 1, out);
  }

  private static int hex(String text, int at, int digits, StringBuilder out) {
    if (at + digits > text.length()) {
      return -1;
    }
    int value = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    out.append((char) value);
    return at + digits;
  }
}
