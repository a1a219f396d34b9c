package io.forewarm.client.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Who reads is told as the configuration says. */
class UserMaskTest {
  @Test
  void isTheHmacOfTheStandardsExample() {
    byte[] rfc4231 =
        HexFormat.of().parseHex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    byte[] key = "Jefe".getBytes(StandardCharsets.US_ASCII);
    assertThat(UserMask.of(key).apply("what do ya want for nothing?"))
        .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(rfc4231));
  }

  @Test
  void withoutASecretUsersKeepTheirNames() {
    assertThat(UserMask.of(null).apply("ann")).isEqualTo("ann");
  }
}
