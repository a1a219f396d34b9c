/** What commands read and print, whatever they are about. */
@NullMarked
package io.forewarm.local.terminal;

import org.jspecify.annotations.NullMarked;
