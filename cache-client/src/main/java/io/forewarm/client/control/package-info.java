/** What the pipeline tells this client: hot keys, invalidations, rules, commands. */
@NullMarked
package io.forewarm.client.control;

import org.jspecify.annotations.NullMarked;
