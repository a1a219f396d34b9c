/** Guarantees as classes, and the faults under which they hold. */
@org.jspecify.annotations.NullMarked
package io.forewarm.local.guarantee;
