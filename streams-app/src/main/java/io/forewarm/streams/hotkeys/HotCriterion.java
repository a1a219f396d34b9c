package io.forewarm.streams.hotkeys;

import java.util.List;

/**
 * How a key is judged.
 *
 * @param threshold from when it is hot
 * @param windows over which: places in {@link HotKeyRules#windowsMs}, shortest first
 */
record HotCriterion(HotThreshold threshold, List<Integer> windows) {}
