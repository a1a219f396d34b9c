package io.forewarm.spring;

import io.forewarm.client.Forewarm;
import java.util.Arrays;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.cache.CacheManager;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.cache.interceptor.KeyGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;

/** Spring's caches over the regions of Forewarm, where the application has no others. */
@AutoConfiguration(after = ForewarmAutoConfiguration.class, before = CacheAutoConfiguration.class)
@ConditionalOnBean(SpringRegions.class)
@ConditionalOnMissingBean(value = CacheManager.class, name = "cacheResolver")
@ConditionalOnProperty(name = "spring.cache.type", havingValue = "generic", matchIfMissing = true)
public final class ForewarmCacheAutoConfiguration {
  /** Name of the bean that {@code @Cacheable(cacheManager = ...)} may name. */
  public static final String MANAGER = "forewarmCacheManager";

  @Bean(MANAGER)
  ForewarmCacheManager forewarmCacheManager(SpringRegions regions) {
    return new ForewarmCacheManager(regions);
  }

  @Bean(CachedOperations.KEYS)
  KeyGenerator forewarmKeys() {
    return (target, method, parameters) -> Arrays.asList(parameters);
  }

  @Bean
  Expressions forewarmExpressions(BeanFactory beans) {
    return new Expressions(beans);
  }

  @Bean(CachedOperations.CACHES)
  CacheResolver forewarmCaches(
      SpringRegions regions,
      ObjectProvider<CacheOperationSource> operations,
      Expressions expressions) {
    return new CallCaches(regions, operations::getIfAvailable, expressions);
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static CarryOut forewarmOperations(ListableBeanFactory beans) {
    return new CarryOut(beans);
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static Advisor forewarmEvictTags(
      ObjectProvider<Forewarm> forewarm, ObjectProvider<Expressions> expressions) {
    return new DefaultPointcutAdvisor(
        AnnotationMatchingPointcut.forMethodAnnotation(EvictTags.class),
        new TagEviction(forewarm, expressions));
  }
}
