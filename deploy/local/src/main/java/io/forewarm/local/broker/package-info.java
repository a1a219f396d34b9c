/** How commands find and talk to a broker. */
@NullMarked
package io.forewarm.local.broker;

import org.jspecify.annotations.NullMarked;
