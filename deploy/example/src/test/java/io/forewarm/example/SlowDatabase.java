package io.forewarm.example;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** A database whose reads take their time, and are counted. */
final class SlowDatabase {
  private static final Duration READ = Duration.ofMillis(150);

  private final DataSource database;
  private final AtomicInteger reads = new AtomicInteger();

  SlowDatabase(DataSource database) {
    this.database = database;
  }

  int reads() {
    return reads.get();
  }

  /** The database as an application connects to it. */
  DataSource connections() {
    return proxy(DataSource.class, database);
  }

  private <T> T proxy(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals("prepareStatement")
                  && arguments[0].toString().startsWith("select")) {
                reads.incrementAndGet();
                LockSupport.parkNanos(READ.toNanos());
              }
              try {
                Object result = method.invoke(target, arguments);
                return result instanceof Connection connection
                    ? proxy(Connection.class, connection)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
