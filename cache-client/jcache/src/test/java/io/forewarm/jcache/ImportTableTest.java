package io.forewarm.jcache;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The import table of the design, for the JCache provider. */
class ImportTableTest {
  private static final JavaClasses PROVIDER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.forewarm.jcache");

  @Test
  void theProviderNeedsTheClient() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.forewarm..")
                .and(
                    not(
                        resideInAnyPackage(
                            "io.forewarm.jcache..",
                            "io.forewarm.client",
                            "io.forewarm.client.codec.."))))
        .check(PROVIDER);
  }

  @Test
  void itTalksByTheClientOnly() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.redisson..", "org.apache.kafka..", "com.github.benmanes.."))
        .check(PROVIDER);
  }

  @Test
  void itPrintsNothingAndSaysWhatMayBeNull() {
    noClasses().should(ACCESS_STANDARD_STREAMS).check(PROVIDER);
    classes()
        .that()
        .haveSimpleName("package-info")
        .should()
        .beAnnotatedWith("org.jspecify.annotations.NullMarked")
        .check(PROVIDER);
  }
}
