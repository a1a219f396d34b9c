/** The rules that change while the pipeline runs. */
@NullMarked
package io.forewarm.streams.rules;

import org.jspecify.annotations.NullMarked;
