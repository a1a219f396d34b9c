/** The contracts of Forewarm: Avro records, and the topics that carry them. */
@NullMarked
package io.forewarm.schemas;

import org.jspecify.annotations.NullMarked;
