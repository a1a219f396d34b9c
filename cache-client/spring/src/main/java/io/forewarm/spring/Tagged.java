package io.forewarm.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Beside {@code @Cacheable}: names what the value is made of, for {@link EvictTags}. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Tagged {
  /**
   * Expressions over the parameters and {@code #result}, each of a text or a collection of texts,
   * as in {@code 'author:' + #result.author}.
   */
  String[] value();
}
