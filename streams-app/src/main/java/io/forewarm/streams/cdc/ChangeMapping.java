package io.forewarm.streams.cdc;

import io.forewarm.schemas.WriteEvent;
import java.util.List;

/** Says which writes the change events of a topic are. Pure. */
interface ChangeMapping {
  /**
   * Returns the writes of a change; none if it makes nothing stale.
   *
   * @throws RefusedChangeException if that cannot be said
   */
  List<WriteEvent> map(Change change);

  /** Returns the write that makes stale everything of which it cannot be said. */
  WriteEvent everything(String id);
}
