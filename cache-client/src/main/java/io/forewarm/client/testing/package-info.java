/** What the tests of services need: Forewarm without Redis and Kafka, and an origin that fails. */
@NullMarked
package io.forewarm.client.testing;

import org.jspecify.annotations.NullMarked;
