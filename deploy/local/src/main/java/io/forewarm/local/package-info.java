/** The command line: its root, and what all commands share. */
@NullMarked
package io.forewarm.local;

import org.jspecify.annotations.NullMarked;
