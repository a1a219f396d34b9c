package io.forewarm.local.app;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forewarm.local.stack.RunningStack;
import io.forewarm.local.terminal.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option by which a command finds the app, and asks it. */
public final class AppOptions {
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final ObjectMapper MAPPER =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final HttpClient http = HttpClient.newHttpClient();

  @Option(
      names = "--app",
      paramLabel = "URL",
      description =
          "Where the app answers, such as http://127.0.0.1:8390. Default: FOREWARM_APP of the"
              + " environment, else the stack that 'up' runs.")
  private @Nullable String app;

  /**
   * Returns the rows that the app answers with.
   *
   * @param path with the question, such as {@code /api/statistics?span=hour}
   * @throws CommandFailure if there is no app, or it refuses
   */
  public <T> List<T> ask(String path, Class<T> row) {
    return MAPPER.convertValue(
        ask(path), MAPPER.getTypeFactory().constructCollectionType(List.class, row));
  }

  /**
   * Returns what the app answers with.
   *
   * @param path with the question, such as {@code /api/state}
   * @throws CommandFailure if there is no app, or it refuses
   */
  public JsonNode ask(String path) {
    String url = url() + path;
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(url)).timeout(ANSWER).build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new CommandFailure(url + " answers " + answer.statusCode() + ": " + answer.body());
      }
      return MAPPER.readTree(answer.body());
    } catch (IOException e) {
      throw new CommandFailure("the app at " + url + " does not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted", e);
    }
  }

  /**
   * Returns where the app is.
   *
   * @throws CommandFailure if there is none
   */
  public String url() {
    String named = app == null ? System.getenv("FOREWARM_APP") : app;
    if (named != null && !named.isBlank()) {
      return named.replaceAll("/+$", "");
    }
    return RunningStack.find()
        .map(RunningStack::http)
        .orElseThrow(
            () ->
                new CommandFailure(
                    "no app is named and no stack runs here: give --app URL, set FOREWARM_APP, or"
                        + " start a stack by 'forewarm up'"));
  }
}
