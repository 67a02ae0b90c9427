package org.voicemail4j.examples.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the rules of the house against the main classes of all modules. */
class HouseTest {
    private static final String BASE = "org.voicemail4j";
    /** It has libraries that must not come near anything else. */
    private static final String NEVER_PUBLISHED = "vm-benchmarks";

    private static final JavaClasses ALL = Modules.mainClasses();
    private static final JavaClasses LIBRARY = ALL.that(Modules.library());
    private static final JavaClasses CORE = ALL.that(describe("vm-core", HouseTest::isCore));

    private static boolean isCore(JavaClass type) {
        return Modules.of(type).filter("vm-core"::equals).isPresent();
    }

    @Test
    void noModuleIsOverlooked() throws IOException {
        Set<String> seen =
                ALL.stream().map(type -> Modules.of(type).orElse("unknown")).collect(toSet());

        try (Stream<Path> folders = Files.list(Path.of("..", ".."))) {
            Stream<String> withClasses = folders.filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
                    .map(folder -> folder.getFileName().toString())
                    .filter(module -> !module.equals(NEVER_PUBLISHED));

            assertThat(seen).containsAll(withClasses.toList());
        }
    }

    @Test
    void noPackageOccursInTwoModules() {
        Map<String, TreeSet<String>> modules = ALL.stream()
                .collect(groupingBy(
                        JavaClass::getPackageName,
                        TreeMap::new,
                        mapping(type -> Modules.of(type).orElseThrow(), toCollection(TreeSet::new))));

        assertThat(modules).allSatisfy((name, owners) -> assertThat(owners).hasSize(1));
    }

    @Test
    void modulesUseOnlyWhatTheyMay() {
        HouseRules.modulesUseOnlyWhatTheyMay(Modules::of).check(ALL);
    }

    @Test
    void corePackagesFormLayers() {
        HouseRules.corePackagesFormLayers(BASE).check(CORE);
        HouseRules.corePackagesAreKnown(BASE).check(CORE);
    }

    @Test
    void flowsAreUsedByTheServiceOnly() {
        HouseRules.flowsAreUsedByTheServiceOnly(BASE).check(ALL);
    }

    @Test
    void packagesAreFreeOfCycles() {
        HouseRules.packagesAreFreeOfCycles(BASE).check(ALL);
    }

    @Test
    void coreStandsAlone() {
        HouseRules.coreStandsAlone(HouseTest::isCore).check(CORE);
    }

    @Test
    void timeComesFromAClock() {
        HouseRules.timeComesFromAClock().check(LIBRARY);
        HouseRules.systemClocksAreChosenInBuildersOnly().check(LIBRARY);
    }

    @Test
    void nobodySleeps() {
        HouseRules.nobodySleeps().check(LIBRARY);
    }

    @Test
    void nobodyReadsTheEnvironment() {
        HouseRules.nobodyReadsTheEnvironment().check(LIBRARY);
    }

    @Test
    void threadsComeFromAFactory() {
        HouseRules.threadsComeFromAFactory().check(LIBRARY);
    }

    @Test
    void nothingStaticChanges() {
        HouseRules.nothingStaticChanges().check(ALL);
    }

    @Test
    void namesSaySomething() {
        HouseRules.namesSaySomething().check(ALL);
    }

    @Test
    void packagesAreNullMarked() {
        HouseRules.packagesAreNullMarked().check(ALL);
    }
}
