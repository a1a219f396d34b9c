/** Which keys are loaded before they are asked for, and how much of that pays. */
@NullMarked
package io.forewarm.streams.warming;

import org.jspecify.annotations.NullMarked;
