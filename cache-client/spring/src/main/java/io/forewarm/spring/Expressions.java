package io.forewarm.spring;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.expression.AnnotatedElementKey;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.context.expression.CachedExpressionEvaluator;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.expression.Expression;

/** Evaluates what annotations say in Spring's expression language. */
final class Expressions extends CachedExpressionEvaluator {
  private final BeanFactory beans;
  private final Map<ExpressionKey, Expression> parsed = new ConcurrentHashMap<>();

  Expressions(BeanFactory beans) {
    this.beans = beans;
  }

  boolean holds(String expression, Call call, @Nullable Object result) {
    return Boolean.TRUE.equals(value(expression, call, result));
  }

  /** Evaluates expressions, each of a text or a collection of texts. */
  Set<String> texts(List<String> expressions, Call call, @Nullable Object result) {
    Set<String> texts = new LinkedHashSet<>();
    for (String expression : expressions) {
      Object value = value(expression, call, result);
      if (value instanceof Collection<?> many) {
        many.forEach(each -> texts.add(String.valueOf(each)));
      } else if (value != null) {
        texts.add(value.toString());
      }
    }
    return texts;
  }

  private @Nullable Object value(String expression, Call call, @Nullable Object result) {
    Class<?> targetClass = AopUtils.getTargetClass(call.getTarget());
    var method = AopUtils.getMostSpecificMethod(call.getMethod(), targetClass);
    MethodBasedEvaluationContext context =
        new MethodBasedEvaluationContext(
            call, method, call.getArgs(), getParameterNameDiscoverer());
    context.setVariable("result", result);
    context.setBeanResolver(new BeanFactoryResolver(beans));
    return getExpression(parsed, new AnnotatedElementKey(method, targetClass), expression)
        .getValue(context);
  }
}
