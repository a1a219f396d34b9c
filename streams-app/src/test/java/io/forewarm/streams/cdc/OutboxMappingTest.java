package io.forewarm.streams.cdc;

import static io.forewarm.streams.cdc.Envelopes.change;
import static io.forewarm.streams.cdc.Envelopes.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteOperation;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxMappingTest {
  private static final String ID = "2b0e6ad2-4c5c-4a55-8b1d-2f4f4d1f6a01";

  private static List<WriteEvent> map(String op, String row) {
    String image = "{'id':'" + ID + "'" + row + "}";
    boolean gone = op.equals("d");
    return new OutboxMapping()
        .map(read(change(op, gone ? image : "null", gone ? "null" : image, 5)));
  }

  @Test
  void aRowIsOneEventAKeyAndOneForAllTagsAndPrefixes() {
    List<WriteEvent> events =
        map(
            "c",
            ",'operation':'DELETE','keys':['posts:post:1','posts:post:2'],'tags':['t'],"
                + "'prefixes':['pages:'],'version':7");
    assertThat(events).hasSize(3).allMatch(event -> event.getId().equals(ID));
    assertThat(events).allMatch(event -> event.getOperation() == WriteOperation.DELETE);
    assertThat(events.get(0).getKeys()).containsExactly("posts:post:1");
    assertThat(events.get(1).getVersion()).isEqualTo(7);
    assertThat(events.get(2).getTags()).containsExactly("t");
    assertThat(events.get(2).getPrefixes()).containsExactly("pages:");
  }

  @Test
  void whereTheDatabaseHasNoArraysTextIsTakenAsJson() {
    assertThat(map("r", ",'keys':'[\\\"posts:post:1\\\"]','tags':null").get(0).getKeys())
        .containsExactly("posts:post:1");
  }

  @Test
  void aValueIsCarriedForOneKeyWithAVersion() {
    String value = ",'value':'bmV3'";
    WriteEvent carried = map("c", ",'keys':['posts:post:1'],'version':7" + value).get(0);
    assertThat(carried.getValue()).isEqualTo(ByteBuffer.wrap("new".getBytes(UTF_8)));
    assertThat(carried.getVersion()).isEqualTo(7);
    assertThat(map("c", ",'keys':['posts:post:1']" + value).get(0).getValue()).isNull();
    assertThat(map("c", ",'keys':['a:1','a:2'],'version':7" + value))
        .hasSize(2)
        .allMatch(event -> event.getValue() == null);
    assertThatThrownBy(() -> map("c", ",'keys':['a:1'],'version':7,'value':'?'"))
        .hasMessageContaining("BYTEA");
  }

  @Test
  void onlyTheInsertionCounts() {
    assertThat(map("d", ",'keys':['posts:post:1']")).isEmpty();
    assertThat(map("u", ",'keys':['posts:post:1']")).isEmpty();
  }

  @Test
  void aRowThatSaysNothingOrNonsenseIsRefused() {
    assertThatThrownBy(() -> map("c", "")).hasMessageContaining("neither keys nor tags");
    assertThatThrownBy(() -> map("c", ",'keys':'posts:post:1'")).hasMessageContaining("'keys'");
    assertThatThrownBy(() -> map("c", ",'keys':['']")).hasMessageContaining("'keys'");
    assertThatThrownBy(() -> map("c", ",'keys':7")).hasMessageContaining("array of texts");
  }
}
