package io.forewarm.streams.behaviour;

/** What keys have in common: their text without what tells one from another. */
final class KeyKind {
  private KeyKind() {}

  /**
   * Returns the kind of a key: parts with digits become {@code *}, and of a path's last segment
   * only its extension is left: {@code user:*:posts:page:*}, {@code /images/*.gif}.
   */
  static String of(String key) {
    int query = key.indexOf('?');
    String path = query < 0 ? key : key.substring(0, query);
    int slash = path.lastIndexOf('/');
    int dot = path.lastIndexOf('.');
    StringBuilder kind = new StringBuilder(path.length());
    if (slash >= 0 && dot > slash) {
      starDigits(path.substring(0, slash + 1), kind);
      kind.append('*').append(path, dot, path.length());
    } else {
      starDigits(path, kind);
    }
    return query < 0 ? kind.toString() : kind.append('?').toString();
  }

  private static void starDigits(String text, StringBuilder kind) {
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == ':' || text.charAt(i) == '/') {
        String part = text.substring(from, i);
        kind.append(part.chars().anyMatch(Character::isDigit) ? "*" : part);
        if (i < text.length()) {
          kind.append(text.charAt(i));
        }
        from = i + 1;
      }
    }
  }
}
