package io.forewarm.streams.cdc;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a change event says.
 *
 * @param id where the source's log has the change: the same for the same change, whenever it comes
 * @param before the row before an update or deletion, as far as the source logs it; null if it does
 *     not
 * @param after the row after it; null after a deletion or truncation
 * @param keyColumns columns by which the source knows the row: an update never changes them, since
 *     that arrives as a deletion and an insertion
 */
record Change(
    String id,
    Operation operation,
    @Nullable Row before,
    @Nullable Row after,
    Set<String> keyColumns) {

  /**
   * The row as it is now.
   *
   * @throws RefusedChangeException if there is none
   */
  Row rowAfter() {
    Row row = after;
    if (row == null) {
      throw new RefusedChangeException("an event of " + operation + " must have 'after'");
    }
    return row;
  }
}
