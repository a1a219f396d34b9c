/** Lets in what is a report and sends everything else to the dead letters, with its cause. */
@NullMarked
package io.forewarm.streams.intake;

import org.jspecify.annotations.NullMarked;
