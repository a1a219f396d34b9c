package io.forewarm.streams;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManagerFactory;

/** Who a server's certificate must be signed by. */
final class TrustedCertificates {
  private TrustedCertificates() {}

  /**
   * Returns trust in certificates and nobody else.
   *
   * @param pem one certificate or several
   * @throws IllegalArgumentException if there is none, or it is damaged
   */
  static TrustManagerFactory of(String pem) {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem.getBytes(US_ASCII)))) {
        trusted.setCertificateEntry("trusted-" + trusted.size(), certificate);
      }
      if (trusted.size() == 0) {
        throw new IllegalArgumentException("redis.certificates hold no certificate as PEM");
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trusted);
      return factory;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "redis.certificates cannot be read as PEM: " + e.getMessage(), e);
    }
  }
}
