package io.forewarm.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Beside {@code @Cacheable}: the pipeline may call this method ahead of a read. Its parameters are
 * the key, each a text, number, enum or UUID; it is called on a thread of the client, without
 * whatever a request brings along.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Warmable {}
