package io.forewarm.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AvroJsonTest {
  @Test
  void showsUnionsWithoutWrappersAndBytesInBase64() {
    WriteEvent event =
        WriteEvent.newBuilder()
            .setId("w1")
            .setOperation(WriteOperation.WRITE)
            .setKeys(List.of("posts:1"))
            .setVersion(7L)
            .setValue(ByteBuffer.wrap("value".getBytes(StandardCharsets.UTF_8)))
            .build();

    assertThat(AvroJson.of(event).toString())
        .isEqualTo(
            "{\"id\":\"w1\",\"operation\":\"WRITE\",\"keys\":[\"posts:1\"],\"tags\":[],"
                + "\"prefixes\":[],\"version\":7,\"value\":\"dmFsdWU=\",\"source\":\"\"}");
  }

  @Test
  void leavesTheBufferAsItWas() {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3});

    AvroJson.of(buffer);

    assertThat(buffer.remaining()).isEqualTo(3);
  }

  @Test
  void showsNullsMapsAndNumbers() {
    assertThat(AvroJson.of(null).toString()).isEqualTo("null");
    assertThat(AvroJson.of(Map.of("a", 1)).toString()).isEqualTo("{\"a\":1}");
    assertThat(AvroJson.of(List.of(true, 0.5, 1L << 60)).toString())
        .isEqualTo("[true,0.5,1152921504606846976]");
  }
}
