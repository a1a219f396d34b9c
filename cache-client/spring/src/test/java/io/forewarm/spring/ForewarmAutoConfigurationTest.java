package io.forewarm.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.Forewarm;
import io.forewarm.client.ForewarmListener;
import io.forewarm.client.testing.MemoryForewarm;
import io.forewarm.schemas.AccessReport;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.redisson.config.Config;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.CacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.ApplicationContext;

/** What an application gets by the starter, and what it says about settings that cannot work. */
class ForewarmAutoConfigurationTest {
  private static final Duration NEVER = Duration.ofDays(1);

  private final ApplicationContextRunner starter = Applications.withStarter();

  @Test
  void anApplicationGetsAClientThatEndsWithIt() {
    starter
        .withPropertyValues("spring.application.name=shop")
        .run(
            context -> {
              assertThat(context).hasSingleBean(Forewarm.class);
              assertThat(context.getBean(Forewarm.class).clientId()).startsWith("shop-");
              assertThat(context)
                  .getBean(CacheManager.class)
                  .isInstanceOf(ForewarmCacheManager.class);
            });
  }

  @Test
  void beansSayWhatPropertiesCannot() {
    starter
        .withBean(ForewarmConfigCustomizer.class, () -> config -> config.flushInterval(NEVER))
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasMessageContaining("flushInterval must be 100 ms to 60 s"));
    AtomicReference<String> heard = new AtomicReference<>();
    Applications.inMemory()
        .withBean(ForewarmListener.class, () -> listening(heard))
        .run(
            context -> {
              context.getBean(ForewarmState.class).listener().fillRefused("products:7");
              assertThat(heard).hasValue("products:7");
            });
  }

  private static ForewarmListener listening(AtomicReference<String> heard) {
    return new ForewarmListener() {
      @Override
      public void fillRefused(String cacheKey) {
        heard.set(cacheKey);
      }
    };
  }

  @Test
  void anApplicationsOwnClientAndCachesAreLeftAlone() {
    Applications.inMemory()
        .withBean(CacheManager.class, ConcurrentMapCacheManager::new)
        .run(
            context -> {
              assertThat(context).hasSingleBean(Forewarm.class);
              assertThat(context).doesNotHaveBean(ForewarmCacheManager.class);
              Products products = context.getBean(Products.class);
              products.product(1);
              assertThat(context.getBean(SpringRegions.class).open()).isEmpty();
            });
  }

  @Test
  void cachesOfAnotherTypeThatAreAskedForAreUsed() {
    Applications.inMemory()
        .withPropertyValues("spring.cache.type=none")
        .run(context -> assertThat(context).doesNotHaveBean(ForewarmCacheManager.class));
  }

  @Test
  void settingsReachTheRegions() {
    Applications.inMemory()
        .withPropertyValues(
            "forewarm.defaults.hard-ttl=1h",
            "forewarm.regions.products.soft-ttl=5m",
            "forewarm.regions.products.key=product:{id}",
            "forewarm.regions.products.near-size=0B")
        .run(
            context -> {
              SpringRegion products = context.getBean(SpringRegions.class).region("products");
              assertThat(products.keys().type()).isEqualTo("product:{id}");
              context.getBean(Products.class).product(7);
              var redis = context.getBean(MemoryForewarm.class).redis();
              assertThat(redis.stored("products:product:7")).isNotNull();
            });
  }

  @Test
  void settingsThatCannotWorkStopTheStart() {
    Applications.inMemory()
        .withPropertyValues(
            "forewarm.regions.products.soft-ttl=5h", "forewarm.defaults.hard-ttl=1h")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasMessageContaining(
                        "region products: hardTtl=PT1H must not be below softTtl"));
    Applications.inMemory()
        .withPropertyValues("forewarm.defaults.key={id}")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasStackTraceContaining("forewarm.defaults must not have key"));
  }

  @Test
  void methodsOfOneCacheThatReturnDifferentTypesStopTheStart() {
    Applications.inMemory()
        .withUserConfiguration(Applications.Names.class)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasStackTraceContaining("cache products: ")
                    .hasStackTraceContaining("give one of them a cache of its own"));
  }

  @Test
  void redisIsWhereSpringDataRedisSaysIt() {
    starter
        .withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
        .withPropertyValues("spring.data.redis.host=cache.test", "spring.data.redis.port=6400")
        .run(context -> assertThat(address(context)).isEqualTo("redis://cache.test:6400"));
    starter
        .withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
        .withPropertyValues("forewarm.redis.url=redis://own.test:6401")
        .run(context -> assertThat(address(context)).isEqualTo("redis://own.test:6401"));
  }

  @Test
  void redisIsWhereAServiceConnectionOffersIt() {
    starter
        .withPropertyValues("forewarm.redis.url=redis://own.test:6401")
        .withBean(DataRedisConnectionDetails.class, Container::new)
        .run(context -> assertThat(address(context)).isEqualTo("redis://container.test:6402"));
  }

  private static String address(ApplicationContext context) {
    Config config = context.getBean(ForewarmConnectionDetails.class).redis();
    return config.useSingleServer().getAddress();
  }

  @Test
  void theBrokersAreWhereAServiceConnectionOffersThem() {
    Applications.inMemory()
        .withPropertyValues("forewarm.kafka.enabled=true")
        .withBean(KafkaConnectionDetails.class, () -> () -> List.of("kafka.test:9092", "k2:9092"))
        .run(
            context ->
                assertThat(context.getBean(ForewarmConnectionDetails.class).kafka())
                    .containsEntry("bootstrap.servers", "kafka.test:9092,k2:9092"));
    Applications.inMemory()
        .withBean(KafkaConnectionDetails.class, () -> () -> List.of("kafka.test:9092"))
        .run(
            context ->
                assertThat(context.getBean(ForewarmConnectionDetails.class).kafka()).isEmpty());
    Applications.inMemory()
        .withPropertyValues("forewarm.kafka.enabled=true")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasMessageContaining("forewarm.kafka.bootstrap-servers"));
  }

  @Test
  void itWorksWithoutWhatItDoesNotNeed() {
    starter
        .withUserConfiguration(Applications.Shop.class)
        .withClassLoader(
            new FilteredClassLoader(
                "org.springframework.boot.data.redis",
                "org.springframework.boot.kafka",
                "org.springframework.boot.actuate",
                "org.springframework.boot.health"))
        .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Forewarm.class));
  }

  @Test
  void metersAreTheApplications() {
    starter
        .withUserConfiguration(Applications.Shop.class)
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .run(
            context ->
                assertThat(
                        context
                            .getBean(MeterRegistry.class)
                            .find("forewarm.client.reads")
                            .tag("region", "products")
                            .functionCounters())
                    .isNotEmpty());
  }

  @Test
  void healthSaysWhatIsAwayAndNeverDown() {
    Applications.inMemory()
        .run(
            context -> {
              HealthIndicator health = context.getBean(HealthIndicator.class);
              assertThat(health.health().getStatus()).isEqualTo(Status.UP);
              ForewarmListener told = context.getBean(ForewarmState.class).listener();
              told.redisBreaker("reads", true);
              told.originBreaker("products", true);
              assertThat(health.health().getStatus()).isEqualTo(ForewarmHealthIndicator.DEGRADED);
              assertThat(health.health().getDetails())
                  .containsEntry("redis", "left alone")
                  .containsEntry("pipeline", "none")
                  .hasEntrySatisfying(
                      "originsLeftAlone",
                      origins -> assertThat(origins).asString().contains("products"));
              told.redisBreaker("reads", false);
              told.originBreaker("products", false);
              assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            });
  }

  @Test
  void theEndpointReportsRegionsAndLayers() {
    starter
        .withUserConfiguration(Applications.Shop.class)
        .withConfiguration(AutoConfigurations.of(EndpointAutoConfiguration.class))
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .withPropertyValues("management.endpoints.web.exposure.include=forewarm")
        .run(
            context -> {
              context.getBean(Products.class).product(7);
              ForewarmEndpoint.Report report = context.getBean(ForewarmEndpoint.class).report();
              assertThat(report.client()).startsWith("application-");
              ForewarmEndpoint.RegionReport region = report.regions().get("products");
              assertThat(region.keys()).isEqualTo("{id}");
              assertThat(region.values()).contains("Product");
              assertThat(region.layers()).containsEntry("loads done", 1.0);
              assertThat(report.regions().get("warm").warmable()).isTrue();
            });
  }

  @Test
  void aNativeImageIsToldOfScriptsAndContracts() {
    RuntimeHints hints = new RuntimeHints();
    new ForewarmRuntimeHints().registerHints(hints, getClass().getClassLoader());
    assertThat(RuntimeHintsPredicates.resource().forResource("io/forewarm/client/redis/fill.lua"))
        .accepts(hints);
    assertThat(RuntimeHintsPredicates.reflection().onType(AccessReport.class)).accepts(hints);
  }

  /** As a container of a test offers it. */
  private static final class Container implements DataRedisConnectionDetails {
    @Override
    public Standalone getStandalone() {
      return Standalone.of("container.test", 6402);
    }
  }
}
