/** Finds the keys that are hot: exact counts over sliding windows, judged five times a second. */
@NullMarked
package io.forewarm.streams.hotkeys;

import org.jspecify.annotations.NullMarked;
