package io.forewarm.streams;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.forewarm.client.CacheException;
import java.time.Clock;
import java.time.Instant;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The import table of the design, for the streams app. */
class ImportTableTest {
  private static final JavaClasses APP =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.forewarm.streams");

  private static final ArchRule ONLY_THE_STORE_OF_THE_CLIENT =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.forewarm..")
                  .and(
                      not(
                          resideInAnyPackage(
                              "io.forewarm.streams..",
                              "io.forewarm.schemas..",
                              "io.forewarm.client.redis..",
                              "io.forewarm.client.codec..",
                              "io.forewarm.client.keys.."))))
          .because("the formats of Redis and of keys have one owner, and the app is no service");

  private static final ArchRule POLICIES_ARE_PURE =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Policy")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "org.apache.kafka..", "org.redisson..", "io.forewarm.client..", "java.net.."))
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class, Thread.class)
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Math.class, "random")
          .because("a policy is replayed on traces, without Kafka, Redis and clock");

  private static final ArchRule STORE_BY_THE_CLIENT_ONLY =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.redisson..", "com.github.benmanes..")
                  .and(not(resideInAPackage("org.redisson.config.."))))
          .because("Redis verbs belong to the client's store");

  /** The store is told how to reach Redis by Redisson's own configuration. */
  private static final ArchRule REDISSON_IS_CONFIGURED_IN_ONE_PLACE =
      noClasses()
          .that(not(belongToAnyOf(AppConfig.class)))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.redisson.config..");

  @Test
  void theAppNeedsTheContractsAndTheStore() {
    ONLY_THE_STORE_OF_THE_CLIENT.check(APP);
  }

  @Test
  void theAppKnowsNeitherRedissonNorCaffeine() {
    STORE_BY_THE_CLIENT_ONLY.check(APP);
    REDISSON_IS_CONFIGURED_IN_ONE_PLACE.check(APP);
  }

  @Test
  void policiesArePure() {
    POLICIES_ARE_PURE.check(APP);
  }

  @Test
  void logsGoToSlf4j() {
    noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..").check(APP);
  }

  @ParameterizedTest
  @ValueSource(classes = {ClockPolicy.class, NowPolicy.class, KafkaPolicy.class, ApiPolicy.class})
  void anImpurePolicyIsFound(Class<?> planted) {
    JavaClasses classes = new ClassFileImporter().importClasses(planted);
    assertThat(POLICIES_ARE_PURE.evaluate(classes).hasViolation()).isTrue();
  }

  @Test
  void theUseOfAnotherPartOfTheClientIsFound() {
    JavaClasses classes = new ClassFileImporter().importClasses(ApiPolicy.class);
    assertThat(ONLY_THE_STORE_OF_THE_CLIENT.evaluate(classes).hasViolation()).isTrue();
  }

  record ClockPolicy(Clock clock) {}

  record ApiPolicy(@Nullable CacheException failure) {}

  record KafkaPolicy(@Nullable KafkaException failure) {}

  static final class NowPolicy {
    private NowPolicy() {}

    static long judge() {
      return System.nanoTime();
    }
  }
}
