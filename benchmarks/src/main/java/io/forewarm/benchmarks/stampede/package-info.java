/** What happens when one key expires under several processes. */
@NullMarked
package io.forewarm.benchmarks.stampede;

import org.jspecify.annotations.NullMarked;
