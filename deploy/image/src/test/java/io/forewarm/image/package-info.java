/** The image, run as a container beside Kafka and Redis. Needs a container engine. */
@NullMarked
package io.forewarm.image;

import org.jspecify.annotations.NullMarked;
