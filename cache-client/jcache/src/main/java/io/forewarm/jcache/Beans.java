package io.forewarm.jcache;

import java.lang.management.ManagementFactory;
import javax.cache.CacheException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** Shows beans of one cache in the platform's MBean server, under the names that JCache gives. */
final class Beans {
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  private final String manager;
  private final String cache;

  Beans(ForewarmCacheManager manager, String cache) {
    this.manager = sanitized(manager.getURI().toString());
    this.cache = sanitized(cache);
  }

  /** Shows a bean, or takes it away. */
  <T> void show(String type, Class<T> view, T bean, boolean shown) {
    try {
      ObjectName name =
          new ObjectName(
              "javax.cache:type=" + type + ",CacheManager=" + manager + ",Cache=" + cache);
      if (shown && !SERVER.isRegistered(name)) {
        SERVER.registerMBean(new StandardMBean(bean, view, true), name);
      } else if (!shown && SERVER.isRegistered(name)) {
        SERVER.unregisterMBean(name);
      }
    } catch (JMException e) {
      throw new CacheException("cache " + cache + ": its bean " + type + " cannot be changed", e);
    }
  }

  private static String sanitized(String text) {
    return text.replaceAll("[,:=\n]", ".");
  }
}
