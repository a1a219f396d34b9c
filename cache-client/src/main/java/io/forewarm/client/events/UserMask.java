package io.forewarm.client.events;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Replaces user ids by their HMAC-SHA-256, base64url, so that the pipeline can tell users apart but
 * not who they are. For one thread.
 */
final class UserMask implements UnaryOperator<String> {
  private static final String ALGORITHM = "HmacSHA256";
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private final Mac mac;

  private UserMask(byte[] secret) throws GeneralSecurityException {
    mac = Mac.getInstance(ALGORITHM);
    mac.init(new SecretKeySpec(secret, ALGORITHM));
  }

  /** Returns the mask for a secret; for null one that changes nothing. */
  static UnaryOperator<String> of(byte @Nullable [] secret) {
    if (secret == null) {
      return UnaryOperator.identity();
    }
    try {
      return new UserMask(secret);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }

  @Override
  public String apply(String user) {
    return TEXT.encodeToString(mac.doFinal(user.getBytes(StandardCharsets.UTF_8)));
  }
}
