package io.forewarm.streams.cdc;

import static io.forewarm.streams.cdc.Envelopes.change;
import static io.forewarm.streams.cdc.Envelopes.envelope;
import static io.forewarm.streams.cdc.Envelopes.read;
import static io.forewarm.streams.cdc.Envelopes.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeReaderTest {
  private static final String ROW = "{'id':1,'title':'new'}";

  @Test
  void anEnvelopeIsReadWithItsSchemaAndWithout() {
    String plain = envelope("u", "null", ROW, 5);
    Change without = read(record("{'id':1}", plain));
    Change with =
        read(
            record(
                "{'schema':{'type':'struct'},'payload':{'id':1}}",
                "{'schema':{'type':'struct'},'payload':" + plain + "}"));
    for (Change change : new Change[] {without, with}) {
      assertThat(change.operation()).isEqualTo(Operation.UPDATE);
      assertThat(change.before()).isNull();
      assertThat(change.rowAfter().text("title")).isEqualTo("new");
      assertThat(change.keyColumns()).containsExactly("id");
    }
  }

  @Test
  void theSameChangeHasTheSameIdHoweverOftenItIsSent() {
    String first = envelope("u", "null", ROW, 5);
    String afterARestart =
        first
            .replace("3.6.3.Final", "3.7.0.Final")
            .replace("[null,", "[\\\"4\\\",")
            .replace("'ts_ms':1795423889710", "'ts_ms':1795423999999");
    assertThat(afterARestart).isNotEqualTo(first);
    assertThat(read(record("{'id':1}", afterARestart)).id())
        .isEqualTo(read(record("{'id':1}", first)).id());
  }

  @Test
  void anotherChangeOrAnotherRowHasAnotherId() {
    assertThat(
            new String[] {
              read(change("u", "null", ROW, 5)).id(),
              read(change("u", "null", ROW, 6)).id(),
              read(change("d", ROW, "null", 5)).id(),
              read(record("{'id':2}", envelope("u", "null", ROW, 5))).id()
            })
        .doesNotHaveDuplicates();
  }

  @Test
  void aTombstoneSaysNothing() {
    assertThat(ChangeReader.read(record("{'id':1}", null))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no json | JsonConverter",
        "{'id':1,'title':'flat'} | ExtractNewRecordState",
        "{'op':'x'} | operation 'x'",
        "[] | ExtractNewRecordState"
      })
  void whatIsNoEnvelopeIsRefusedWithWhatToDo(String value, String said) {
    assertThatThrownBy(() -> ChangeReader.read(record("{'id':1}", value)))
        .isInstanceOf(RefusedChangeException.class)
        .hasMessageContaining(said);
  }
}
