package io.forewarm.streams.invalidation;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;

class CommitNoteProperties {
  @Property
  void isReadAsItWasWritten(
      @ForAll @AlphaChars @StringLength(min = 1, max = 80) String master,
      @ForAll @LongRange(min = 0, max = 999_999_999_999_999_999L) long newest) {
    CommitNote note = new CommitNote(master, newest);
    assertThat(CommitNote.parse(note.text())).contains(note);
  }

  @Property
  void anythingElseIsNoNote(@ForAll String text) {
    assertThat(CommitNote.parse(text)).isEmpty();
  }

  @Example
  void anUnknownMasterIsNoNote() {
    assertThat(CommitNote.parse(new CommitNote("", 5).text())).isEmpty();
  }
}
