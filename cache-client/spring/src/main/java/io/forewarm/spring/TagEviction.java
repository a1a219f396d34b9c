package io.forewarm.spring;

import io.forewarm.client.Forewarm;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ObjectProvider;

/** Makes tags void after the methods that say so. */
final class TagEviction implements MethodInterceptor {
  private final ObjectProvider<Forewarm> forewarm;
  private final ObjectProvider<Expressions> expressions;

  TagEviction(ObjectProvider<Forewarm> forewarm, ObjectProvider<Expressions> expressions) {
    this.forewarm = forewarm;
    this.expressions = expressions;
  }

  @Override
  public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
    Object result = invocation.proceed();
    if (result instanceof CompletableFuture<?> later) {
      return later.whenComplete(
          (value, failure) -> {
            if (failure == null) {
              evict(invocation, value);
            }
          });
    }
    evict(invocation, result);
    return result;
  }

  private void evict(MethodInvocation invocation, @Nullable Object result) {
    Object target = invocation.getThis();
    if (target == null) {
      return;
    }
    Method method =
        AopUtils.getMostSpecificMethod(invocation.getMethod(), AopUtils.getTargetClass(target));
    EvictTags annotation = method.getAnnotation(EvictTags.class);
    if (annotation != null) {
      Plan plan = new Plan("", List.of(annotation.value()));
      Set<String> tags =
          new Call(expressions.getObject(), plan, target, method, invocation.getArguments())
              .tags(result);
      AfterCommit.run(
          () -> forewarm.getObject().writes().invalidateTags(tags.toArray(String[]::new)));
    }
  }
}
