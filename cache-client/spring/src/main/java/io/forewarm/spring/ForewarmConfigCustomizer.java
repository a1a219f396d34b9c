package io.forewarm.spring;

import io.forewarm.client.ForewarmConfig;

/** A bean that changes what properties cannot say, before the client connects. */
@FunctionalInterface
public interface ForewarmConfigCustomizer {
  /** Changes the configuration. */
  void customize(ForewarmConfig.Builder config);
}
