/**
 * What settings would have done to recorded traffic: the production policies under their own clock.
 */
@NullMarked
package io.forewarm.local.simulation;

import org.jspecify.annotations.NullMarked;
