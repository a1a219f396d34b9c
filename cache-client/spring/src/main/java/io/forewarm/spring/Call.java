package io.forewarm.spring;

import io.forewarm.client.Loaded;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One call of an annotated method, as expressions see it. */
final class Call {
  private final Expressions expressions;
  private final Plan plan;
  private final Object target;
  private final Method method;
  private final @Nullable Object[] args;

  Call(Expressions expressions, Plan plan, Object target, Method method, @Nullable Object[] args) {
    this.expressions = expressions;
    this.plan = plan;
    this.target = target;
    this.method = method;
    this.args = args;
  }

  /** Decides what is done with a value. */
  Loaded<Object> loaded(@Nullable Object value) {
    Loaded<Object> loaded = Loaded.of(value);
    if (!plan.unless().isEmpty() && expressions.holds(plan.unless(), this, value)) {
      return loaded.notCached();
    }
    return plan.tags().isEmpty() ? loaded : loaded.withTags(tags(value));
  }

  /** Nothing has no properties: of what is absent only the parameters tell tags. */
  Set<String> tags(@Nullable Object value) {
    List<String> told =
        value != null
            ? plan.tags()
            : plan.tags().stream().filter(tag -> !tag.contains("#result")).toList();
    return expressions.texts(told, this, value);
  }

  /** As expressions name it: {@code #root.target}. */
  public Object getTarget() {
    return target;
  }

  public Class<?> getTargetClass() {
    return target.getClass();
  }

  public Method getMethod() {
    return method;
  }

  public String getMethodName() {
    return method.getName();
  }

  public @Nullable Object[] getArgs() {
    return args;
  }
}
