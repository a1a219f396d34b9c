/**
 * One key, from all that is known of it: what the topics say, what Redis holds, and why.
 *
 * <p>From top to bottom: {@code KeyInspector} asks; {@code TimelineScan} reads the topics; {@code
 * Timeline} keeps what concerns the key, in words and as facts; {@code VerdictPolicy} says in a
 * sentence why the value is as it is, with the help of {@code VisibilityPolicy}, by which the
 * consistency checker judges, too.
 */
@NullMarked
package io.forewarm.streams.inspect;

import org.jspecify.annotations.NullMarked;
