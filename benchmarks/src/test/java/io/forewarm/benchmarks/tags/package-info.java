/** What one tag over very many keys costs, and how soon its invalidation takes effect. */
@NullMarked
package io.forewarm.benchmarks.tags;

import org.jspecify.annotations.NullMarked;
