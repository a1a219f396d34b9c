package io.forewarm.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * After this method, and after the transaction that it runs in, all values with one of these tags
 * are void, in all caches. Nothing happens if the method throws.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface EvictTags {
  /** Expressions over the parameters and {@code #result}, as of {@link Tagged}. */
  String[] value();
}
