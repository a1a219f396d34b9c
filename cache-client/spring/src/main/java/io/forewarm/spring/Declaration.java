package io.forewarm.spring;

import io.forewarm.client.keys.KeyTemplate;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CacheableOperation;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * What a cached method says about its region.
 *
 * @param method the method, as its class has it
 * @param beanClass class of the bean
 * @param values type of the values; null if the method does not say it
 * @param reads whether its value is read, and not written
 * @param keys form of the keys
 * @param warmable whether the pipeline may call it
 * @param tagged whether its values have tags
 */
record Declaration(
    Method method,
    Class<?> beanClass,
    @Nullable ResolvableType values,
    boolean reads,
    KeyTemplate keys,
    boolean warmable,
    boolean tagged) {

  private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

  static Declaration of(CacheOperation operation, Method method, Class<?> beanClass) {
    boolean keyed =
        StringUtils.hasText(operation.getKey()) || StringUtils.hasText(operation.getKeyGenerator());
    return new Declaration(
        method,
        beanClass,
        values(ResolvableType.forMethodReturnType(method, beanClass)),
        operation instanceof CacheableOperation,
        KeyTemplate.of(keyed ? "{key}" : keys(method)),
        method.isAnnotationPresent(Warmable.class),
        method.isAnnotationPresent(Tagged.class));
  }

  private static @Nullable ResolvableType values(ResolvableType returned) {
    Class<?> raw = returned.toClass();
    if (raw == Optional.class || CompletionStage.class.isAssignableFrom(raw)) {
      return values(returned.getGeneric(0));
    }
    if (raw == void.class || raw == Object.class) {
      return null;
    }
    return raw.isPrimitive()
        ? ResolvableType.forClass(ClassUtils.resolvePrimitiveIfNecessary(raw))
        : resolved(reactive(raw, returned));
  }

  /** As it is for this bean, where a class that it extends has a variable. */
  private static ResolvableType resolved(ResolvableType type) {
    ResolvableType[] generics = type.getGenerics();
    return generics.length == 0
        ? ResolvableType.forClass(type.toClass())
        : ResolvableType.forClassWithGenerics(
            type.toClass(),
            Arrays.stream(generics).map(Declaration::resolved).toArray(ResolvableType[]::new));
  }

  private static ResolvableType reactive(Class<?> raw, ResolvableType returned) {
    ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(raw);
    if (adapter == null) {
      return returned;
    }
    ResolvableType element = returned.getGeneric(0);
    return adapter.isMultiValue()
        ? ResolvableType.forClassWithGenerics(List.class, element)
        : element;
  }

  /** The parameters, each a variable; a record has one for each of its components. */
  private static String keys(Method method) {
    if (method.getParameterCount() == 0) {
      return "all";
    }
    String[] known = NAMES.getParameterNames(method);
    List<String> variables = new ArrayList<>();
    for (int i = 0; i < method.getParameterCount(); i++) {
      addVariables(known == null ? "p" + i : known[i], method.getParameterTypes()[i], variables);
    }
    return "{" + String.join("}:{", variables) + "}";
  }

  private static void addVariables(String name, Class<?> type, List<String> variables) {
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        addVariables(name + '_' + component.getName(), component.getType(), variables);
      }
    } else {
      variables.add(name.replaceAll("[^A-Za-z0-9_]", "_"));
    }
  }

  /** The method, as people name it. */
  String name() {
    return beanClass.getSimpleName() + '.' + method.getName();
  }

  boolean agrees(Declaration other) {
    return values == null || other.values == null || type(values).equals(type(other.values));
  }

  private static Type type(ResolvableType values) {
    return values.getType();
  }
}
