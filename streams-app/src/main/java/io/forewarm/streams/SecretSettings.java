package io.forewarm.streams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Settings that nobody may see: where their values come from, and what is shown in their place. */
final class SecretSettings {
  static final String HIDDEN = "(hidden)";

  private static final Pattern SECRET =
      Pattern.compile(
          "(?i).*(passw|jaas|secret|auth[._-]token|user[._-]info|keystore[._-]key).*"
              + "|(?i)(forewarm_)?console[._-]token");
  private static final Pattern IN_ADDRESS = Pattern.compile("://[^/@\\s]*@");
  private static final String FILE = "file:";

  private SecretSettings() {}

  /** Returns a value as it may be shown: hidden, or without the password of an address. */
  static String shown(String key, String value) {
    return SECRET.matcher(key).matches() && !value.isEmpty()
        ? HIDDEN
        : IN_ADDRESS.matcher(value).replaceAll("://" + HIDDEN + "@");
  }

  /** Returns the text of a file without the line's end that editors add. */
  static String read(String setting, String file) {
    try {
      return Files.readString(Path.of(file)).stripTrailing();
    } catch (IOException e) {
      throw new AppConfigException(
          setting + "=" + file + " cannot be read: " + e + "; name a file with the value in it");
    }
  }

  /** Takes secrets that are written as {@code file:/path} from their files. */
  static void fromFiles(ObjectNode tree) {
    replace(
        "",
        tree,
        (key, value) ->
            value.startsWith(FILE) && SECRET.matcher(key).matches()
                ? read(key, value.substring(FILE.length()))
                : value);
  }

  /** Hides what may not be shown. */
  static void hide(ObjectNode tree) {
    replace("", tree, SecretSettings::shown);
  }

  private static void replace(
      String above, ObjectNode node, BiFunction<String, String, String> change) {
    for (var field : node.properties()) {
      String key = above.isEmpty() ? field.getKey() : above + "." + field.getKey();
      JsonNode value = field.getValue();
      if (value instanceof ObjectNode below) {
        replace(key, below, change);
      } else if (value.isTextual()) {
        field.setValue(node.textNode(change.apply(key, value.textValue())));
      }
    }
  }
}
