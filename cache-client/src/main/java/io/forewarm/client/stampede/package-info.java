/** One load a key: single flight in the process, leases across processes. */
@NullMarked
package io.forewarm.client.stampede;

import org.jspecify.annotations.NullMarked;
