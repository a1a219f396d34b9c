package io.forewarm.client.keys;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A key that is a record whose components are named as the variables, in any order. */
final class RecordShape<K> implements KeyShape<K> {
  private static final MethodType READER = MethodType.methodType(Object.class, Object.class);
  private static final MethodType MAKER = MethodType.methodType(Object.class, Object[].class);

  private final Class<K> type;
  private final String[] names;
  private final KeyPart[] parts;
  private final MethodHandle[] readers;

  /** Which variable each component of the record takes. */
  private final int[] variables;

  private final MethodHandle maker;

  RecordShape(KeyTemplate template, Class<K> type) {
    this.type = type;
    this.names = template.variables().toArray(String[]::new);
    this.parts = new KeyPart[names.length];
    this.readers = new MethodHandle[names.length];
    RecordComponent[] components = type.getRecordComponents();
    checkNames(template, components);
    this.variables = new int[components.length];
    for (int i = 0; i < components.length; i++) {
      int variable = template.variables().indexOf(components[i].getName());
      variables[i] = variable;
      parts[variable] = part(components[i]);
      readers[variable] = reader(components[i].getAccessor());
    }
    this.maker = maker(components);
  }

  private void checkNames(KeyTemplate template, RecordComponent[] components) {
    Set<String> have = new TreeSet<>();
    for (RecordComponent component : components) {
      have.add(component.getName());
    }
    if (!have.equals(new TreeSet<>(template.variables()))) {
      throw new IllegalArgumentException(
          "key template '"
              + template
              + "' has the variables "
              + template.variables()
              + ", but the record "
              + type.getSimpleName()
              + " has the components "
              + have
              + "; give them the same names");
    }
  }

  private KeyPart part(RecordComponent component) {
    KeyPart part = KeyPart.of(component.getType());
    if (part == null) {
      throw new IllegalArgumentException(
          type.getSimpleName()
              + "."
              + component.getName()
              + " is a "
              + component.getType().getSimpleName()
              + "; use String, long, int, UUID or an enum");
    }
    return part;
  }

  private MethodHandle reader(Method accessor) {
    try {
      accessor.setAccessible(true);
      return MethodHandles.lookup().unreflect(accessor).asType(READER);
    } catch (IllegalAccessException | InaccessibleObjectException e) {
      throw closed(e);
    }
  }

  private MethodHandle maker(RecordComponent[] components) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<K> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return MethodHandles.lookup()
          .unreflectConstructor(constructor)
          .asSpreader(Object[].class, types.length)
          .asType(MAKER);
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      throw closed(e);
    }
  }

  private IllegalArgumentException closed(Exception cause) {
    return new IllegalArgumentException(
        "the record " + type.getName() + " is not open to reflection; open or export its package",
        cause);
  }

  @Override
  public List<String> values(K key) {
    String[] values = new String[names.length];
    for (int i = 0; i < values.length; i++) {
      Object value = read(i, key);
      if (value == null) {
        throw new IllegalArgumentException("the part '" + names[i] + "' of a key is null: " + key);
      }
      values[i] = parts[i].write().apply(value);
    }
    return Arrays.asList(values);
  }

  @SuppressWarnings("ThrowSpecificExceptions")
  private @Nullable Object read(int variable, Object key) {
    try {
      return (Object) readers[variable].invokeExact(key);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("an accessor of a record threw", e);
    }
  }

  @Override
  public @Nullable K key(List<String> values) {
    Object[] arguments = new Object[variables.length];
    try {
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = parts[variables[i]].read().apply(values.get(variables[i]));
      }
      return type.cast((Object) maker.invokeExact(arguments));
    } catch (IllegalArgumentException e) {
      return null;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the constructor of a record threw", e);
    }
  }
}
