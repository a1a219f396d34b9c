/** What this client tells the pipeline: reads, visits, writes. */
@NullMarked
package io.forewarm.client.events;

import org.jspecify.annotations.NullMarked;
