package io.forewarm.spring;

import io.forewarm.client.Forewarm;
import io.forewarm.client.ForewarmConfig;
import io.forewarm.client.ForewarmListener;
import io.forewarm.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.redisson.config.Config;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

/** One client of Forewarm for the application, connected and closed with it. */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
      "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration"
    })
@EnableConfigurationProperties(ForewarmProperties.class)
@ImportRuntimeHints(ForewarmRuntimeHints.class)
public final class ForewarmAutoConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(ForewarmAutoConfiguration.class);
  private static final String DEFAULT_REDIS = "redis://127.0.0.1:6379";

  @Bean
  ForewarmState forewarmState(ObjectProvider<ForewarmListener> listeners) {
    return new ForewarmState(listeners.orderedStream().toList());
  }

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  Forewarm forewarm(
      ForewarmProperties settings,
      Environment environment,
      ForewarmConnectionDetails where,
      ForewarmState state,
      ObjectProvider<MeterRegistry> meters,
      ObjectProvider<ForewarmConfigCustomizer> customizers) {
    String service = settings.service();
    ForewarmConfig.Builder config =
        ForewarmConfig.builder(
                service == null
                    ? environment.getProperty("spring.application.name", "application")
                    : service)
            .redis(where.redis())
            .redisPrefix(settings.redis().prefix())
            .redisTimeout(settings.redis().timeout())
            .kafka(where.kafka())
            .topics(new Topics(settings.kafka().topicPrefix(), settings.kafka().partitions()))
            .flushInterval(settings.flushInterval())
            .listener(state.listener())
            .maskKeys(settings.maskKeys());
    String userKey = settings.userKey();
    if (userKey != null) {
      config.userKey(userKey.getBytes(StandardCharsets.UTF_8));
    }
    meters.ifAvailable(config::meters);
    customizers.orderedStream().forEach(customizer -> customizer.customize(config));
    return Forewarm.connect(config.build());
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static Declarations forewarmDeclarations() {
    return new Declarations();
  }

  @Bean
  SpringRegions forewarmRegions(
      Forewarm forewarm,
      ForewarmProperties settings,
      Declarations declarations,
      BeanFactory beans) {
    return new SpringRegions(forewarm, settings, declarations, beans);
  }

  @Bean
  @ConditionalOnProperty("forewarm.await-warm")
  ApplicationRunner forewarmWarmStart(Forewarm forewarm, ForewarmProperties settings) {
    Duration limit = settings.awaitWarm();
    return arguments -> {
      if (limit != null && !forewarm.awaitWarm(limit)) {
        LOG.warn("hot keys are not here yet, the application starts without them limit={}", limit);
      }
    };
  }

  @Bean
  @ConditionalOnMissingBean
  ForewarmConnectionDetails forewarmConnectionDetails(
      ForewarmProperties settings,
      ObjectProvider<BootRedisDetails> redis,
      ObjectProvider<BootKafkaDetails> kafka) {
    Config config = redis(settings.redis().url(), redis.getIfAvailable());
    Map<String, Object> properties = kafka(settings.kafka(), kafka.getIfAvailable());
    return new ForewarmConnectionDetails() {
      @Override
      public Config redis() {
        return config;
      }

      @Override
      public Map<String, Object> kafka() {
        return properties;
      }
    };
  }

  private static Config redis(@Nullable String url, @Nullable BootRedisDetails boot) {
    if (boot != null && (url == null || boot.offered())) {
      return boot.config();
    }
    Config config = new Config();
    config.useSingleServer().setAddress(url == null ? DEFAULT_REDIS : url);
    return config;
  }

  private static Map<String, Object> kafka(
      ForewarmProperties.Kafka settings, @Nullable BootKafkaDetails boot) {
    if (!settings.wanted()) {
      return Map.of();
    }
    Map<String, Object> properties = new HashMap<>(settings.properties());
    String servers = settings.bootstrapServers();
    if (boot != null && (servers == null || boot.offered())) {
      properties.putAll(boot.properties());
    } else if (servers != null) {
      properties.put("bootstrap.servers", servers);
    } else {
      throw new IllegalStateException(
          "forewarm.kafka.enabled=true, but nobody says where it is: set"
              + " forewarm.kafka.bootstrap-servers, or add Spring Boot's Kafka and set"
              + " spring.kafka.bootstrap-servers");
    }
    return properties;
  }

  /** Whether details come from elsewhere than properties, such as a container of a test. */
  private static boolean offered(Object details) {
    return !details.getClass().getSimpleName().startsWith("Properties");
  }

  /**
   * Redis as Spring Boot knows it.
   *
   * @param offered whether it wins over our own properties
   */
  record BootRedisDetails(Config config, boolean offered) {}

  /** Brokers as Spring Boot knows them, as {@link BootRedisDetails}. */
  record BootKafkaDetails(Map<String, Object> properties, boolean offered) {}

  /** Where Spring Data Redis is there. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(DataRedisConnectionDetails.class)
  static class RedisOfBoot {
    @Bean
    @Nullable BootRedisDetails forewarmBootRedis(
        ObjectProvider<DataRedisConnectionDetails> details) {
      DataRedisConnectionDetails found = details.getIfAvailable();
      return found == null ? null : new BootRedisDetails(BootRedis.config(found), offered(found));
    }
  }

  /** Where Spring Boot's Kafka is there. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(KafkaConnectionDetails.class)
  static class KafkaOfBoot {
    @Bean
    @Nullable BootKafkaDetails forewarmBootKafka(ObjectProvider<KafkaConnectionDetails> details) {
      KafkaConnectionDetails found = details.getIfAvailable();
      return found == null
          ? null
          : new BootKafkaDetails(BootKafka.properties(found), offered(found));
    }
  }
}
