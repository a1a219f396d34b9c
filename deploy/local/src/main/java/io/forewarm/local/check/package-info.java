/**
 * A sampling checker of consistency, after Meta's Polaris ("Cache made consistent", 2022): it
 * follows a sample of the writes, reads as a client does, and says how many of them were visible
 * everywhere within how long.
 *
 * <p>From top to bottom: {@code CheckCommand} is the command; {@code Checker} follows {@code
 * writes} and looks when it is time; {@code WriteWatch} remembers one write; {@code LookPolicy}
 * judges one look; {@code Tallies} and {@code OffenderBook} keep the outcome, {@code CheckReport}
 * tells it.
 */
@NullMarked
package io.forewarm.local.check;

import org.jspecify.annotations.NullMarked;
