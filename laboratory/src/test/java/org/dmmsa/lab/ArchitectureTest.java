package org.dmmsa.lab;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What keeps the parts apart, for all modules at once. */
@AnalyzeClasses(
    packages = "org.dmmsa",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WrittenByUs.class})
class ArchitectureTest {
  private static final String MODEL = "org.dmmsa.model..";
  private static final String SAVED_MODEL = "org.dmmsa.savedmodel..";
  private static final String TRAINING = "org.dmmsa.training..";
  private static final String SPARK = "org.dmmsa.spark..";
  private static final String TOOLS = "org.dmmsa.tools..";
  private static final String LAB = "org.dmmsa.lab..";

  @ArchTest
  static final ArchRule modelUsesNoOtherModule =
      noClasses()
          .that()
          .resideInAPackage(MODEL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SAVED_MODEL, TRAINING, SPARK, TOOLS, LAB);

  @ArchTest
  static final ArchRule savedModelUsesModelAlone =
      noClasses()
          .that()
          .resideInAPackage(SAVED_MODEL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(TRAINING, SPARK, TOOLS, LAB);

  @ArchTest
  static final ArchRule trainingKnowsNoCommandLine =
      noClasses()
          .that()
          .resideInAPackage(TRAINING)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SPARK, TOOLS, LAB, "org.apache.commons.cli..");

  @ArchTest
  static final ArchRule sparkKnowsNoCommandLine =
      noClasses()
          .that()
          .resideInAPackage(SPARK)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(TOOLS, LAB, "org.apache.commons.cli..");

  @ArchTest
  static final ArchRule theApplicationKnowsNoTestBench =
      noClasses()
          .that()
          .resideInAPackage(TOOLS)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(LAB);

  /** It is not in the archive: all else has to work without it. */
  @ArchTest
  static final ArchRule onlySparkUsesSpark =
      noClasses()
          .that()
          .resideOutsideOfPackage(SPARK)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      classes().should(new InNoCircle(JavaClass::getPackageName));

  @ArchTest
  static final ArchRule classesHaveNoCycles =
      classes().should(new InNoCircle(type -> type.getName().replaceFirst("\\$.*", "")));

  @ArchTest
  static final ArchRule dataMetricsAndConfigArePlainJava =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.dmmsa.training.data..",
              "org.dmmsa.training.metric..",
              "org.dmmsa.training.config..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.tensorflow..");

  @ArchTest
  static final ArchRule reportsUseMessagesOfTensorFlowAlone =
      noClasses()
          .that()
          .resideInAPackage("org.dmmsa.training.report..")
          .should()
          .dependOnClassesThat(
              JavaClass.Predicates.resideInAPackage("org.tensorflow..")
                  .and(JavaClass.Predicates.resideOutsideOfPackage("org.tensorflow.proto..")));

  @ArchTest
  static final ArchRule trainingBatchesAreNoServingTypes =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.dmmsa.training",
              "org.dmmsa.training.batch..",
              "org.dmmsa.training.optimizer..",
              "org.dmmsa.training.recipe..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.dmmsa.savedmodel.serving..");

  @ArchTest
  static final ArchRule modelTouchesNoFiles =
      noClasses()
          .that()
          .resideInAPackage(MODEL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("java\\.io\\.(File|Input|Output|Reader|Writer|Random).*");

  @ArchTest
  static final ArchRule onlyCommandsPrint =
      noClasses()
          .that()
          .resideOutsideOfPackages(TOOLS, LAB)
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(Throwable.class, "printStackTrace");

  @ArchTest
  static final ArchRule loggingIsSlf4j =
      noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

  /** Messages and stubs that a compiler makes of .proto files need each other. */
  static final class WrittenByUs implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/client/protocol/");
    }
  }
}
