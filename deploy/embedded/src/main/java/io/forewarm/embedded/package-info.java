/** A real KRaft broker and a real Redis on this machine, for tests and the local stack. */
@NullMarked
package io.forewarm.embedded;

import org.jspecify.annotations.NullMarked;
