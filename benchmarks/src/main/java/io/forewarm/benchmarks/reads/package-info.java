/** One read by Forewarm and by each of its peers, as JMH benchmarks. */
@NullMarked
package io.forewarm.benchmarks.reads;

import org.jspecify.annotations.NullMarked;
