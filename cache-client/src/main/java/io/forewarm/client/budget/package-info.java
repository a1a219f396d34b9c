/** How much may be loaded before anybody asks for it, and what stops it. */
@org.jspecify.annotations.NullMarked
package io.forewarm.client.budget;
