package io.forewarm.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortsTest {
  @Test
  void noPortIsGivenTwiceAndEachCanBeBound() throws IOException {
    List<Integer> ports =
        IntStream.range(0, 200).parallel().mapToObj(i -> FreePorts.take()).toList();
    assertThat(ports).doesNotHaveDuplicates();
    for (int port : ports) {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        assertThat(socket.isBound()).isTrue();
      }
    }
  }
}
