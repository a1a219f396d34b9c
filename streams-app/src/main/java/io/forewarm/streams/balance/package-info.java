/** Whether the masters of Redis are asked alike, and if not, for which keys. */
@NullMarked
package io.forewarm.streams.balance;

import org.jspecify.annotations.NullMarked;
