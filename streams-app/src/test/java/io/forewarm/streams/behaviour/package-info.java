@NullMarked
package io.forewarm.streams.behaviour;

import org.jspecify.annotations.NullMarked;
