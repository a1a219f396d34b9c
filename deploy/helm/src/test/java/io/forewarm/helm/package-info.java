/** What the Helm chart renders: valid objects, safe by default, settings that the app takes. */
@NullMarked
package io.forewarm.helm;

import org.jspecify.annotations.NullMarked;
