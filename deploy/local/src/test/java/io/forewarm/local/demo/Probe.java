package io.forewarm.local.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Asks a part whether it answers within a second. */
final class Probe {
  private static final int LIMIT_MILLIS = 1000;
  private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);

  private Probe() {}

  static boolean redisAnswers(String url) {
    URI at = URI.create(url);
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(LIMIT_MILLIS);
      socket.connect(new InetSocketAddress(at.getHost(), at.getPort()), LIMIT_MILLIS);
      socket.getOutputStream().write(PING);
      return socket.getInputStream().read() == '+';
    } catch (IOException e) {
      return false;
    }
  }

  static boolean kafkaAnswers(String bootstrap) throws InterruptedException {
    Map<String, Object> client =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            LIMIT_MILLIS,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            LIMIT_MILLIS);
    try (Admin admin = Admin.create(client)) {
      return !admin
          .describeCluster()
          .nodes()
          .get(2L * LIMIT_MILLIS, TimeUnit.MILLISECONDS)
          .isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }
}
