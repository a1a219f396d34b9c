/** What people and monitors see of the pipeline: metrics, health, hot keys, regions, one page. */
@NullMarked
package io.forewarm.streams.console;

import org.jspecify.annotations.NullMarked;
