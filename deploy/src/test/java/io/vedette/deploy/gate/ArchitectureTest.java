package io.vedette.deploy.gate;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The house of DESIGN 4: which floor may lean on which, and who may know Akka and Netty. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.vedette");

  private static final String[] PURE =
      PurePackages.PREFIXES.stream().map(prefix -> prefix + "..").toArray(String[]::new);

  /**
   * Shell classes, the top floor that only wires, and the glue that plugs our code into Akka's
   * extension points.
   */
  private static final DescribedPredicate<JavaClass> AKKA_SHELL =
      describe(
          "actors, links, guardians, mains, or dispatcher, serializer and journal glue",
          type -> {
            String outermost = outermost(type);
            return PurePackages.isShell(outermost)
                || type.getPackageName().matches("io\\.vedette\\.(node|sentinel)")
                || outermost.matches(
                    ".*(Dispatcher|Dispatchers|Configurator|Executor|EventLoops|Serializer)")
                || type.getPackageName().contains(".journal");
          });

  /** Packages at the sockets: ports, connections, the choice of transport. */
  private static final DescribedPredicate<JavaClass> NETTY_SHELL =
      describe(
          "server, proxy, transport, api or link classes",
          type ->
              type.getPackageName().matches(".*\\.(server|proxy|transport|api)(\\..*)?")
                  || PurePackages.isShell(outermost(type))
                  || outermost(type).endsWith("RespCodec")
                  || outermost(type).endsWith("Tripwire"));

  @Test
  void nodeAndSentinelMeetOnlyInProtocol() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.vedette.node..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vedette.sentinel..", "io.vedette.deploy.."));
  }

  @Test
  void sentinelKnowsNoNode() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.vedette.sentinel..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vedette.node..", "io.vedette.deploy.."));
  }

  @Test
  void protocolIsTheGroundFloor() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.vedette.protocol..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.vedette.node..", "io.vedette.sentinel..", "io.vedette.deploy.."));
  }

  @Test
  void onlyTheShellKnowsAkka() {
    check(
        noClasses()
            .that(not(AKKA_SHELL).and(not(NETTY_SHELL)))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("akka..", "scala.."));
  }

  @Test
  void socketClassesOnlyTellActors() {
    check(
        noClasses()
            .that(NETTY_SHELL.and(not(AKKA_SHELL)))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("akka..", "scala..")
                    .and(not(equivalentTo(akka.actor.typed.ActorRef.class)))));
  }

  @Test
  void onlySocketClassesKnowNetty() {
    check(
        noClasses()
            .that(not(NETTY_SHELL))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty.."));
  }

  @Test
  void purePackagesTouchNothingOutside() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .and(not(AKKA_SHELL))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "akka..",
                "io.netty..",
                "java.nio.file..",
                "java.nio.channels..",
                "java.net..",
                "java.util.concurrent..",
                "org.slf4j.."));
  }

  @Test
  void noPackageCyclesInProtocol() {
    check(slices().matching("io.vedette.protocol.(*)..").should().beFreeOfCycles());
  }

  @Test
  void noPackageCyclesInSentinel() {
    check(slices().matching("io.vedette.sentinel.(*)..").should().beFreeOfCycles());
  }

  @Test
  void noPackageCyclesInNode() {
    check(slices().matching("io.vedette.node.(*)..").should().beFreeOfCycles());
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CLASSES);
  }

  private static String outermost(JavaClass type) {
    JavaClass at = type;
    while (at.getEnclosingClass().isPresent()) {
      at = at.getEnclosingClass().get();
    }
    return at.getSimpleName();
  }
}
