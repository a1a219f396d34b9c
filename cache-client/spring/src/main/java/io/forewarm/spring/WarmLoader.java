package io.forewarm.spring;

import io.forewarm.client.LoadRequest;
import io.forewarm.client.Loaded;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.ClassUtils;

/** Loads a key by calling the method that is cached, as the pipeline may ask for it. */
final class WarmLoader {
  private static final Map<Class<?>, Function<String, Object>> PARTS =
      Map.of(
          String.class, text -> text,
          Long.class, Long::valueOf,
          Integer.class, Integer::valueOf,
          Short.class, Short::valueOf,
          Boolean.class, Boolean::valueOf,
          UUID.class, UUID::fromString);

  private final String region;
  private final Declaration declared;
  private final BeanFactory beans;
  private final List<Function<String, Object>> parts;

  /**
   * @throws IllegalStateException if the key does not say what to call the method with
   */
  WarmLoader(String region, Declaration declared, BeanFactory beans) {
    this.region = region;
    this.declared = declared;
    this.beans = beans;
    Method method = declared.method();
    this.parts = Arrays.stream(method.getParameterTypes()).map(this::part).toList();
    if (CompletionStage.class.isAssignableFrom(method.getReturnType())
        || parts.size() != declared.keys().variables().size()) {
      throw refused("answers later, or its key is not its parameters");
    }
  }

  private Function<String, Object> part(Class<?> declaredType) {
    Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(declaredType);
    if (type.isEnum()) {
      return text -> constant(type, text);
    }
    Function<String, Object> part = PARTS.get(type);
    if (part == null) {
      throw refused("has a parameter of " + type.getName());
    }
    return part;
  }

  private static Object constant(Class<?> type, String name) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(type.getName() + " has no " + name);
  }

  private IllegalStateException refused(String why) {
    return new IllegalStateException(
        "@Warmable "
            + declared.name()
            + " "
            + why
            + ": the pipeline knows only the key, so a warmable method takes texts, whole numbers,"
            + " booleans, enums or UUIDs, returns its value at once, and leaves key out of"
            + " @Cacheable");
  }

  Loaded<Object> load(LoadRequest<List<String>, Object> request) throws Exception {
    List<String> key = request.key();
    @Nullable Object[] arguments = new Object[parts.size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = parts.get(i).apply(key.get(i));
    }
    Object bean = beans.getBean(declared.beanClass());
    Loaded<Object> loaded = WarmCall.make(region, key, () -> invoke(bean, arguments));
    return loaded == null ? Loaded.absent().notCached() : loaded;
  }

  private void invoke(Object bean, @Nullable Object[] arguments) throws Exception {
    try {
      declared.method().invoke(bean, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
