/**
 * Change data capture: what Debezium says of tables becomes writes.
 *
 * <p>From top to bottom: {@code CdcWorker} follows the topics of change events; {@code
 * ChangeReader} reads an envelope; {@code TableMapping} and {@code OutboxMapping} say which cached
 * values it makes stale; the worker appends that to {@code writes}, and only then commits.
 */
@NullMarked
package io.forewarm.streams.cdc;

import org.jspecify.annotations.NullMarked;
