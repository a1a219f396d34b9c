package io.forewarm.client;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.redisson.config.Config;

/** The import table of the design, for the client and the contracts under it. */
class ImportTableTest {
  private static final JavaClasses CLIENT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.forewarm.client");

  private static final JavaClasses SCHEMAS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.forewarm.schemas");

  private static final Set<String> TIMES_OF_DAY =
      Set.of(
          "System.currentTimeMillis",
          "Instant.now",
          "Clock.systemUTC",
          "Clock.systemDefaultZone",
          "LocalDateTime.now",
          "ZonedDateTime.now");

  private static final ArchRule PRINTS_NOTHING =
      noClasses().should(ACCESS_STANDARD_STREAMS).because("a library owns no console");

  private static final ArchRule LOGS_BY_SLF4J =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.util.logging..")
          .because("a service chooses the log, by SLF4J");

  @Test
  void theContractsNeedNothingOfOurs() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.forewarm..").and(not(resideInAPackage("io.forewarm.schemas.."))))
        .check(SCHEMAS);
  }

  @Test
  void theClientNeedsOnlyTheContracts() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.forewarm..")
                .and(not(resideInAnyPackage("io.forewarm.schemas..", "io.forewarm.client.."))))
        .check(CLIENT);
  }

  /** Its configuration may be given as it is, so that no setting of Redisson is out of reach. */
  @Test
  void onlyTheLinkAndItsLanesReachRedisByRedisson() {
    Predicate<String> redisson = name -> name.startsWith("org.redisson.");
    Predicate<String> config = name -> name.startsWith(Config.class.getPackageName() + ".");
    assertThat(filesThatUse(redisson.and(config.negate())))
        .containsExactlyInAnyOrder("RedissonLane", "RedissonLink");
    assertThat(filesThatUse(config))
        .contains("ForewarmConfig")
        .isSubsetOf("ForewarmConfig", "Forewarm", "RedissonLink", "RedissonStore");
  }

  @Test
  void oneFileKeepsEntriesByCaffeine() {
    String home = Cache.class.getPackageName().replace(".cache", "");
    assertThat(filesThatUse(name -> name.startsWith(home))).containsExactly("NearCache");
  }

  @Test
  void theCacheIsCompleteWithoutKafka() {
    noClasses()
        .that()
        .resideInAnyPackage("..client.redis..", "..client.near..", "..client.keys..")
        .or()
        .resideInAnyPackage("..client.codec..", "..client.stampede..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .check(CLIENT);
  }

  /**
   * The clock of the machine may jump. What is stale is judged by the monotonic clock and by what
   * Redis and the broker say of theirs; who has no Redis, or none yet, guesses.
   */
  @Test
  void noClockThatJumpsJudgesWhatIsStale() {
    assertThat(filesThatAskForTheTimeOfDay(CLIENT)).containsExactly("Connection", "RedisCalls");
  }

  private static Set<String> filesThatAskForTheTimeOfDay(JavaClasses classes) {
    Set<String> files = new TreeSet<>();
    for (JavaClass type : classes) {
      boolean asks =
          Stream.concat(
                  type.getMethodCallsFromSelf().stream(),
                  type.getMethodReferencesFromSelf().stream())
              .anyMatch(access -> TIMES_OF_DAY.contains(name(access.getTarget())));
      if (asks) {
        files.add(outermost(type).getSimpleName());
      }
    }
    return files;
  }

  private static String name(AccessTarget target) {
    return target.getOwner().getSimpleName() + "." + target.getName();
  }

  @Test
  void itsPartsDoNotNeedEachOtherInCircles() {
    slices().matching("io.forewarm.client.(*)..").should().beFreeOfCycles().check(CLIENT);
  }

  @Test
  void everyPackageSaysWhatMayBeNull() {
    classes()
        .that()
        .haveSimpleName("package-info")
        .should()
        .beAnnotatedWith("org.jspecify.annotations.NullMarked")
        .check(CLIENT);
    Set<String> marked = new TreeSet<>();
    CLIENT.stream()
        .filter(type -> type.getSimpleName().equals("package-info"))
        .forEach(type -> marked.add(type.getPackageName()));
    assertThat(CLIENT.stream().map(JavaClass::getPackageName).distinct())
        .containsExactlyInAnyOrderElementsOf(marked);
  }

  @Test
  void nobodyPrintsAndLogsGoToSlf4j() {
    PRINTS_NOTHING.check(CLIENT);
    LOGS_BY_SLF4J.check(CLIENT);
  }

  @Test
  void theRulesFindWhatIsPlanted() {
    JavaClasses planted = new ClassFileImporter().importClasses(Planted.class);
    assertThat(PRINTS_NOTHING.evaluate(planted).hasViolation()).isTrue();
    assertThat(LOGS_BY_SLF4J.evaluate(planted).hasViolation()).isTrue();
    assertThat(filesThatUse(planted, name -> name.startsWith("org.redisson.")))
        .containsExactly("ImportTableTest");
    assertThat(filesThatAskForTheTimeOfDay(planted)).containsExactly("ImportTableTest");
  }

  private static Set<String> filesThatUse(Predicate<String> name) {
    return filesThatUse(CLIENT, name);
  }

  /** Names of the outermost classes, which are the files. */
  private static Set<String> filesThatUse(JavaClasses classes, Predicate<String> name) {
    Set<String> files = new TreeSet<>();
    for (JavaClass type : classes) {
      boolean uses =
          type.getDirectDependenciesFromSelf().stream()
              .map(dependency -> dependency.getTargetClass().getBaseComponentType().getName())
              .anyMatch(name);
      if (uses) {
        files.add(outermost(type).getSimpleName());
      }
    }
    return files;
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ImportTableTest::outermost).orElse(type);
  }

  /** Does what nobody may. */
  static final class Planted {
    private @Nullable Config config;

    private Planted() {}

    void breakRules() {
      config = new Config();
      config.setLockWatchdogTimeout(System.currentTimeMillis());
      System.err.println(config);
      Logger.getLogger("planted").info("planted");
    }
  }
}
