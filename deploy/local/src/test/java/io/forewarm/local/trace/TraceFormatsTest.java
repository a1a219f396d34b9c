package io.forewarm.local.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceFormatsTest {
  private static final String COMMON =
      "199.72.81.55 - - [01/Jul/1995:00:00:01 -0400] \"GET /history/?a=1 HTTP/1.0\" 200 6245";
  private final TraceFormat csv = new CsvFormat();
  private final TraceFormat log = new WebLogFormat();

  private static TraceEvent event(TraceLine line) {
    assertThat(line).isInstanceOf(TraceLine.Access.class);
    return ((TraceLine.Access) line).event();
  }

  @Test
  void csvIsReadInFull() {
    assertThat(event(csv.read("809754805000,h1,get,/a%2Cb.html,1497,60")))
        .isEqualTo(new TraceEvent(809754805000L, "h1", false, "/a,b.html", 1497, 60));
  }

  @Test
  void blankInCsvIsUnknown() {
    TraceEvent event = event(csv.read(",,set,k1,,"));

    assertThat(event)
        .isEqualTo(
            new TraceEvent(
                TraceEvent.UNKNOWN, null, true, "k1", TraceEvent.UNKNOWN, TraceEvent.UNKNOWN));
    assertThat(event.timed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {CsvFormat.HEADER, "", "   "})
  void headerAndBlankLinesAreSkipped(String line) {
    assertThat(csv.read(line)).isEqualTo(TraceLine.Skipped.SKIPPED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,h1,get,k",
        "1,h1,get,k,1,1,1",
        "x,h1,get,k,1,1",
        "1,h1,get,,1,1",
        "1,h1,delete,k,1,1",
        "1,h1,get,k,-5,1",
        "1,h1,get,k,99999999999999999999,1",
        "gibberish"
      })
  void whatIsNoCsvIsMalformed(String line) {
    assertThat(csv.read(line)).isInstanceOf(TraceLine.Malformed.class);
  }

  @Test
  void aKeyThatNoCacheKeyHoldsIsMalformed() {
    assertThat(csv.read("1,,get," + "k".repeat(901) + ",,"))
        .isInstanceOf(TraceLine.Malformed.class);
    assertThat(csv.read("1,,get," + "{".repeat(451) + ",,"))
        .isInstanceOf(TraceLine.Malformed.class);
    assertThat(csv.read("1,,get," + "k".repeat(900) + ",,")).isInstanceOf(TraceLine.Access.class);
  }

  @Test
  void commonLogFormatIsRead() {
    assertThat(event(log.read(COMMON)))
        .isEqualTo(
            new TraceEvent(
                Instant.parse("1995-07-01T04:00:01Z").toEpochMilli(),
                "199.72.81.55",
                false,
                "/history/?a=1",
                6245,
                TraceEvent.UNKNOWN));
  }

  @Test
  void combinedLogFormatIsRead() {
    TraceEvent event =
        event(
            log.read(
                "::1 - frank [10/Oct/2000:13:55:36 -0700] \"POST /form \\\"x\\\" HTTP/1.1\" 201 -"
                    + " \"http://www.example.com/start.html\" \"Mozilla/4.08 [en] (Win98; I)\""));

    assertThat(event.user()).isEqualTo("frank");
    assertThat(event.write()).isTrue();
    assertThat(event.key()).isEqualTo("/form");
    assertThat(event.sizeBytes()).isEqualTo(TraceEvent.UNKNOWN);
  }

  @Test
  void quotesInARequestDoNotEndIt() {
    TraceEvent event =
        event(log.read("h - - [01/Jul/1995:00:00:01 -0400] \"GET /a\"b\" HTTP/1.0\" 200 5"));

    assertThat(event.key()).isEqualTo("/a\"b\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "h - - [01/Jul/1995:00:00:01 -0400] \"GET /gone HTTP/1.0\" 404 -",
        "h - - [01/Jul/1995:00:00:01 -0400] \"GET /moved HTTP/1.0\" 302 0",
        "h - - [01/Jul/1995:00:00:01 -0400] \"-\" 408 -",
        "h - - [01/Jul/1995:00:00:01 -0400] \"OPTIONS * HTTP/1.1\" 200 5"
      })
  void requestsThatNoCacheSeesAreSkipped(String line) {
    assertThat(log.read(line)).isEqualTo(TraceLine.Skipped.SKIPPED);
  }

  @Test
  void notModifiedIsARead() {
    assertThat(event(log.read(COMMON.replace("200 6245", "304 0"))).write()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gibberish",
        "h - - [29:23:53:25] \"GET /a HTTP/1.0\" 200 1497",
        "h - - [32/Jul/1995:00:00:01 -0400] \"GET /a HTTP/1.0\" 200 1497",
        "h - - [01/Jul/1995:00:00:01 -0400] \"GET /a HTTP/1.0\"",
        "h - - [01/Jul/1995:00:00:01 -0400] \"GET\" 200 5",
        "h - - [01/Jul/1995:00:00:01 -0400] \"GET /a HTTP/1.0\" 200 x"
      })
  void whatIsNoLogLineIsMalformed(String line) {
    assertThat(log.read(line)).isInstanceOf(TraceLine.Malformed.class);
  }
}
