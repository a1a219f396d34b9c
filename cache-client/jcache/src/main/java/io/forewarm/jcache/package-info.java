/** JCache (JSR 107) over the regions of the client. */
@NullMarked
package io.forewarm.jcache;

import org.jspecify.annotations.NullMarked;
