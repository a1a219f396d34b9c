package io.forewarm.streams.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forewarm.streams.console.ChangeGuard.Asked;
import io.forewarm.streams.console.ChangeGuard.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeGuardTest {
  private static final String TOKEN = "correct-horse-battery";

  private final ChangeGuard guard = new ChangeGuard(new Secret(TOKEN));

  private static Asked by(@Nullable String authorization) {
    return new Asked(authorization, null, null, "app:8390", null);
  }

  @Test
  void whoHasTheTokenMayChange() {
    assertThat(guard.isOpen()).isTrue();
    assertThat(guard.judge(by("Bearer " + TOKEN))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer correct-horse-batterz",
        "Bearer correct-horse-batteryy",
        "Bearer ",
        "Bearer ***",
        "correct-horse-battery",
        "Basic correct-horse-battery",
      })
  void anyOtherMayNot(String authorization) {
    assertThat(guard.judge(by(authorization))).map(Refusal::status).contains(401);
  }

  @Test
  void nobodyMayWithoutAToken() {
    assertThat(guard.judge(by(null))).map(Refusal::error).get().asString().contains("Bearer");
    ChangeGuard closed = new ChangeGuard(Secret.NONE);
    assertThat(closed.isOpen()).isFalse();
    assertThat(closed.judge(by("Bearer "))).map(Refusal::status).contains(403);
    assertThat(closed.judge(by("Bearer ")))
        .map(Refusal::error)
        .get()
        .asString()
        .contains("console.token is not set");
  }

  @ParameterizedTest
  @CsvSource({
    "same-origin, http://elsewhere, ok",
    "none, , ok",
    "cross-site, http://app:8390, refused",
    "same-site, , refused",
    ", http://app:8390, ok",
    ", https://APP:8390, ok",
    ", https://cache.example, ok",
    ", http://elsewhere, refused",
    ", null, refused",
    ", , ok",
  })
  void anotherSitesPageIsRefusedThoughItHasTheToken(
      @Nullable String site, @Nullable String origin, String expected) {
    Optional<Refusal> refusal =
        guard.judge(new Asked("Bearer " + TOKEN, site, origin, "app:8390", "cache.example"));
    assertThat(refusal.isEmpty()).isEqualTo(expected.equals("ok"));
  }

  @Test
  void theTokenMayBeInAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    assertThat(new ConsoleConfig(Secret.NONE, file).secret().text()).isEqualTo(TOKEN);
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    assertThatThrownBy(new ConsoleConfig(Secret.NONE, empty)::secret)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(empty + " is empty");
    Path brief = Files.writeString(folder.resolve("brief"), "hunter2");
    assertThatThrownBy(new ConsoleConfig(Secret.NONE, brief)::secret)
        .hasMessageContaining("16 to 512")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(new ConsoleConfig(Secret.NONE, folder.resolve("none"))::secret)
        .hasMessageContaining("console.token-file");
    assertThatThrownBy(() -> new ConsoleConfig(new Secret(TOKEN), file))
        .hasMessageContaining("choose one");
  }
}
