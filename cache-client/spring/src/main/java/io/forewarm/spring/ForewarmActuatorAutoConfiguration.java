package io.forewarm.spring;

import io.forewarm.client.Forewarm;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health and the endpoint {@code forewarm}, where the application has Spring Boot's Actuator. */
@AutoConfiguration(after = ForewarmAutoConfiguration.class)
@ConditionalOnBean(SpringRegions.class)
public final class ForewarmActuatorAutoConfiguration {
  /** The endpoint. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
  static class OfEndpoint {
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint
    ForewarmEndpoint forewarmEndpoint(
        Forewarm forewarm,
        ForewarmState state,
        SpringRegions regions,
        ObjectProvider<MeterRegistry> meters) {
      return new ForewarmEndpoint(forewarm, state, regions, meters.getIfAvailable());
    }
  }

  /** Health. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
  static class OfHealth {
    @Bean
    @ConditionalOnMissingBean(name = "forewarmHealthIndicator")
    @ConditionalOnEnabledHealthIndicator("forewarm")
    HealthIndicator forewarmHealthIndicator(ForewarmState state, ForewarmConnectionDetails where) {
      return new ForewarmHealthIndicator(state, !where.kafka().isEmpty());
    }
  }
}
