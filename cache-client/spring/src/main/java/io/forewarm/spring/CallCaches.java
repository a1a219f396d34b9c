package io.forewarm.spring;

import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.interceptor.BasicOperation;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CacheOperationInvocationContext;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.cache.interceptor.CacheableOperation;

/** Gives every call of an annotated method its caches: those of reads know the call. */
final class CallCaches implements CacheResolver {
  private final SpringRegions regions;
  private final Supplier<@Nullable CacheOperationSource> operations;
  private final Expressions expressions;

  CallCaches(
      SpringRegions regions,
      Supplier<@Nullable CacheOperationSource> operations,
      Expressions expressions) {
    this.regions = regions;
    this.operations = operations;
    this.expressions = expressions;
  }

  @Override
  public Collection<? extends Cache> resolveCaches(CacheOperationInvocationContext<?> context) {
    BasicOperation operation = context.getOperation();
    if (!(operation instanceof CacheableOperation cacheable)) {
      return operation.getCacheNames().stream()
          .map(name -> new ForewarmCache(name, regions, Misses.NONE))
          .toList();
    }
    Call call =
        new Call(
            expressions,
            plan(cacheable),
            context.getTarget(),
            context.getMethod(),
            context.getArgs());
    return ((CacheOperation) cacheable)
        .getCacheNames().stream().map(name -> CallCache.of(name, regions, call)).toList();
  }

  private Plan plan(CacheableOperation operation) {
    return operations.get() instanceof CachedOperations known ? known.plan(operation) : Plan.NONE;
  }
}
