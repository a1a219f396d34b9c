package io.forewarm.spring;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cache.CacheManager;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.core.PriorityOrdered;
import org.springframework.util.StringUtils;

/** Puts {@link CachedOperations} before Spring's reading of the annotations. */
final class CarryOut implements BeanPostProcessor, PriorityOrdered {
  private final ListableBeanFactory beans;

  CarryOut(ListableBeanFactory beans) {
    this.beans = beans;
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return bean instanceof CacheOperationSource annotations
        ? new CachedOperations(annotations, this::ours, beans.getBean(Declarations.class))
        : bean;
  }

  /** What names another manager, or a resolver, is not touched. */
  private boolean ours(CacheOperation operation) {
    if (StringUtils.hasText(operation.getCacheResolver())) {
      return false;
    }
    return StringUtils.hasText(operation.getCacheManager())
        ? operation.getCacheManager().equals(ForewarmCacheAutoConfiguration.MANAGER)
        : beans.getBeanNamesForType(CacheManager.class, true, false).length == 1;
  }
}
