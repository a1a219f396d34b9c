package io.forewarm.spring;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.cache.interceptor.CacheEvictOperation;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.cache.interceptor.CachePutOperation;
import org.springframework.cache.interceptor.CacheableOperation;
import org.springframework.core.MethodClassKey;
import org.springframework.util.StringUtils;

/**
 * Spring's cache annotations, as they are carried out on Forewarm's caches. A plain
 * {@code @Cacheable} looks up, calls the method, and puts: that could put back what a write has
 * just removed, and lets all who miss call the method. So it is carried out as with {@code sync =
 * true}. What Spring does not allow beside that ({@code unless}) is seen to here; methods with
 * several operations stay as they are, and fill only what was not written since their lookup.
 */
final class CachedOperations implements CacheOperationSource {
  /** Bean that resolves caches. */
  static final String CACHES = "forewarmCaches";

  /** Bean that makes keys. */
  static final String KEYS = "forewarmKeys";

  private final CacheOperationSource annotations;
  private final Predicate<CacheOperation> ours;
  private final Declarations declarations;
  private final Map<MethodClassKey, Collection<CacheOperation>> known = new ConcurrentHashMap<>();
  private final Map<CacheOperation, Plan> plans = new ConcurrentHashMap<>();

  /**
   * @param ours whether an operation is about caches of Forewarm
   */
  CachedOperations(
      CacheOperationSource annotations, Predicate<CacheOperation> ours, Declarations declarations) {
    this.annotations = annotations;
    this.ours = ours;
    this.declarations = declarations;
  }

  Plan plan(CacheableOperation operation) {
    return plans.getOrDefault(operation, Plan.NONE);
  }

  @Override
  public boolean isCandidateClass(Class<?> targetClass) {
    return annotations.isCandidateClass(targetClass);
  }

  @Override
  public @Nullable Collection<CacheOperation> getCacheOperations(
      Method method, @Nullable Class<?> targetClass) {
    Collection<CacheOperation> said = annotations.getCacheOperations(method, targetClass);
    return said == null || said.isEmpty()
        ? said
        : known.computeIfAbsent(
            new MethodClassKey(method, targetClass), key -> carriedOut(said, method, targetClass));
  }

  private Collection<CacheOperation> carriedOut(
      Collection<CacheOperation> said, Method method, @Nullable Class<?> targetClass) {
    Class<?> beanClass = targetClass == null ? method.getDeclaringClass() : targetClass;
    Method specific = AopUtils.getMostSpecificMethod(method, beanClass);
    return said.stream()
        .map(
            operation ->
                ours.test(operation)
                    ? carriedOut(operation, said.size() == 1, specific, beanClass)
                    : operation)
        .toList();
  }

  private CacheOperation carriedOut(
      CacheOperation said, boolean alone, Method method, Class<?> beanClass) {
    if (!(said instanceof CacheEvictOperation)) {
      Declaration declared = Declaration.of(said, method, beanClass);
      said.getCacheNames().forEach(region -> declarations.add(region, declared));
    }
    if (said instanceof CacheableOperation read) {
      return read(read, alone && read.getCacheNames().size() == 1, method);
    }
    return said instanceof CachePutOperation put ? put(put) : evict((CacheEvictOperation) said);
  }

  private CacheableOperation read(CacheableOperation said, boolean once, Method method) {
    CacheableOperation.Builder builder = new CacheableOperation.Builder();
    copy(said, builder);
    builder.setSync(once || said.isSync());
    String unless = said.getUnless() == null ? "" : said.getUnless();
    builder.setUnless(once ? "" : unless);
    CacheableOperation operation = builder.build();
    Tagged tagged = method.getAnnotation(Tagged.class);
    plans.put(
        operation,
        new Plan(once ? unless : "", tagged == null ? List.of() : List.of(tagged.value())));
    return operation;
  }

  private static CachePutOperation put(CachePutOperation said) {
    CachePutOperation.Builder builder = new CachePutOperation.Builder();
    copy(said, builder);
    if (said.getUnless() != null) {
      builder.setUnless(said.getUnless());
    }
    return builder.build();
  }

  private static CacheEvictOperation evict(CacheEvictOperation said) {
    CacheEvictOperation.Builder builder = new CacheEvictOperation.Builder();
    copy(said, builder);
    builder.setCacheWide(said.isCacheWide());
    builder.setBeforeInvocation(said.isBeforeInvocation());
    return builder.build();
  }

  private static void copy(CacheOperation said, CacheOperation.Builder builder) {
    builder.setName(said.getName());
    builder.setCacheNames(said.getCacheNames().toArray(String[]::new));
    builder.setCondition(said.getCondition());
    builder.setCacheResolver(CACHES);
    builder.setKey(said.getKey());
    builder.setKeyGenerator(said.getKeyGenerator());
    if (!StringUtils.hasText(said.getKey()) && !StringUtils.hasText(said.getKeyGenerator())) {
      builder.setKeyGenerator(KEYS);
    }
  }
}
