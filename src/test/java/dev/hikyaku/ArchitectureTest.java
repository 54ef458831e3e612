package dev.hikyaku;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.hikyaku.engine.PartitionMachine;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Imports go one way, and the state machines know no world outside their state. */
class ArchitectureTest {
    private static final String OURS = "dev.hikyaku";
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(OURS);
    private static final DescribedPredicate<JavaClass> STATE_MACHINES =
            resideInAnyPackage(
                            OURS + ".queue..",
                            OURS + ".definition..",
                            OURS + ".journal..",
                            OURS + ".schedule..")
                    .or(belongToAnyOf(PartitionMachine.class));

    @ParameterizedTest
    @CsvSource({
        "model, ''",
        "store, ''",
        "definition, model store",
        "journal, model store",
        "queue, model store",
        "pattern, ''",
        "topic, model pattern",
        "event, model pattern",
        "schedule, model store",
        "engine, model store definition journal queue schedule",
        "delivery, model queue engine",
        "broker, model definition journal queue pattern topic event schedule engine delivery",
        "api, model definition journal queue topic event schedule engine broker",
        "http, model api",
        "server, model store definition queue topic event schedule engine delivery broker api http",
        "cli, model store queue schedule engine delivery api http server"
    })
    void packageKnowsOnlyWhatIsBelowIt(String name, String below) {
        String[] known =
                Stream.concat(Stream.of(name), Stream.of(below.split(" ")))
                        .filter(each -> !each.isEmpty())
                        .map(each -> OURS + "." + each + "..")
                        .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(OURS + "." + name + "..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(known)
                                .or(DescribedPredicate.not(resideInAnyPackage(OURS + ".."))))
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(OURS + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void stateMachinesHaveNoClockNoChanceNoThreadsAndNoFiles() {
        noClasses()
                .that(STATE_MACHINES)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.io..", "java.nio.file..", "java.net..")
                                .or(belongToAnyOf(Clock.class, Random.class, Thread.class)))
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .check(CLASSES);
    }
}
