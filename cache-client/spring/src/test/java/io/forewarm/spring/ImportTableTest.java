package io.forewarm.spring;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;

/** The import table of the design, for the starter. */
class ImportTableTest {
  private static final JavaClasses STARTER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.forewarm.spring");

  /** Its configuration says where Redis is; who talks to it is the client. */
  private static final ArchRule TALKS_BY_THE_CLIENT =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.redisson..", "org.apache.kafka..", "com.github.benmanes..")
                  .and(not(resideInAPackage("org.redisson.config.."))));

  @Test
  void theStarterNeedsTheClientAndTheContracts() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.forewarm..")
                .and(
                    not(
                        resideInAnyPackage(
                            "io.forewarm.spring..",
                            "io.forewarm.schemas..",
                            "io.forewarm.client",
                            "io.forewarm.client.codec..",
                            "io.forewarm.client.keys.."))))
        .check(STARTER);
  }

  @Test
  void itTalksByTheClientOnly() {
    TALKS_BY_THE_CLIENT.check(STARTER);
    JavaClasses planted = new ClassFileImporter().importClasses(Planted.class);
    assertThat(TALKS_BY_THE_CLIENT.evaluate(planted).hasViolation()).isTrue();
  }

  @Test
  void onlyTwoFilesNeedWhatMayNotBeThere() {
    noClasses()
        .that()
        .doNotHaveSimpleName("BootRedis")
        .and()
        .doNotHaveSimpleName("BootKafka")
        .and()
        .haveNameNotMatching(".*ForewarmAutoConfiguration\\$?.*")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework.boot.data.redis..", "org.springframework.boot.kafka..")
        .check(STARTER);
  }

  @Test
  void itPrintsNothingAndSaysWhatMayBeNull() {
    noClasses().should(ACCESS_STANDARD_STREAMS).check(STARTER);
    classes()
        .that()
        .haveSimpleName("package-info")
        .should()
        .beAnnotatedWith("org.jspecify.annotations.NullMarked")
        .check(STARTER);
  }

  /** Does what nobody may. */
  static final class Planted {
    private Planted() {}

    static Object breakRules() {
      return Redisson.create();
    }
  }
}
