/** What the app knows of key templates, and what it recommends. */
@NullMarked
package io.forewarm.local.advice;

import org.jspecify.annotations.NullMarked;
