package io.forewarm.streams.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** What goes over the wire. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** Answers with an object as JSON. */
  static void answer(Context context, Object body) {
    context.contentType("application/json").result(text(body));
  }

  /** Answers why there is no answer. */
  static void refuse(Context context, int status, String error) {
    context.status(status);
    answer(context, Map.of("error", error));
  }

  static String text(Object body) {
    try {
      return MAPPER.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads what was sent.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static <T> T body(Context context, Class<T> type) {
    try {
      T body = MAPPER.readValue(context.bodyAsBytes(), type);
      if (body == null) {
        throw new IllegalArgumentException("the request has no body");
      }
      return body;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the body is not as it should be: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a number of the question.
   *
   * @throws IllegalArgumentException saying what is allowed
   */
  static int number(Context context, String name, int otherwise, int most) {
    String text = context.queryParam(name);
    if (text == null) {
      return otherwise;
    }
    int value = text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(name + "=" + text + " must be 1 to " + most);
    }
    return value;
  }
}
