package org.voicemail4j.examples.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows that each rule of the house finds the fault it is there for, and leaves the right form alone. */
class HouseRulesTest {
    private static final String BASE = "org.voicemail4j.examples.house.planted";
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages(BASE);

    @Test
    void anAdapterThatUsesAnotherIsFound() {
        ArchRule rule = HouseRules.modulesUseOnlyWhatTheyMay(HouseRulesTest::moduleNamedAsPackage);

        assertThatThrownBy(() -> rule.check(PLANTED)).hasMessageContaining("vm-sip may not use this");
    }

    @Test
    void aLowLayerThatUsesAHighOneIsFound() {
        ArchRule rule = HouseRules.corePackagesFormLayers(BASE);

        assertThatThrownBy(() -> rule.check(PLANTED))
                .hasMessageContaining("audio.Sound.flow")
                .hasMessageNotContaining("DepositFlow.sound");
    }

    @Test
    void aPackageOutsideTheLayersIsFound() {
        assertFinds(HouseRules.corePackagesAreKnown(BASE), "gossip.Stranger");
    }

    @Test
    void aFlowUsedOutsideTheServiceIsFound() {
        assertFinds(HouseRules.flowsAreUsedByTheServiceOnly(BASE), "audio.Sound");
    }

    @Test
    void aCycleOfPackagesIsFound() {
        assertFinds(HouseRules.packagesAreFreeOfCycles(BASE), "Cycle detected");
    }

    @Test
    void sqlInCoreIsFound() {
        ArchRule rule = HouseRules.coreStandsAlone(type -> type.getPackageName().startsWith(BASE));

        assertFinds(rule, "java.sql.Connection");
        assertFinds(rule, "javax.sql.DataSource");
    }

    @ParameterizedTest
    @CsvSource({
        "timeComesFromAClock, InstantNow, NowOfAClock",
        "timeComesFromAClock, InstantNowAsReference, NowOfAClock",
        "timeComesFromAClock, TodayInAZone, NowOfAClock",
        "timeComesFromAClock, NewDate, NowOfAClock",
        "timeComesFromAClock, CurrentTimeMillis, NowOfAClock",
        "systemClocksAreChosenInBuildersOnly, ClockChoice, Builder",
        "systemClocksAreChosenInBuildersOnly, NanoTime, SystemNanoClock",
        "nobodySleeps, ThreadSleep, InstantNow",
        "nobodySleeps, UnitSleep, InstantNow",
        "nobodyReadsTheEnvironment, Property, InstantNow",
        "nobodyReadsTheEnvironment, Variable, InstantNow",
        "threadsComeFromAFactory, NewThread, DaemonThreads",
        "threadsComeFromAFactory, ThreadAsReference, PoolWithFactory",
        "threadsComeFromAFactory, OwnThread, PoolWithFactory",
        "threadsComeFromAFactory, Pool, PoolWithFactory",
        "nothingStaticChanges, Counter, Constant",
        "namesSaySomething, CallManager, DaemonThreads",
        "packagesAreNullMarked, Counter, Player",
    })
    void eachFaultIsFoundAndTheRightFormIsNot(String ruleName, String fault, String right) throws Exception {
        ArchRule rule = (ArchRule) HouseRules.class.getDeclaredMethod(ruleName).invoke(null);

        assertThat(rule.evaluate(only(fault)).hasViolation()).as(fault).isTrue();
        assertThat(rule.evaluate(only(right)).hasViolation()).as(right).isFalse();
    }

    @Test
    void aModuleIsKnownByItsFolderOrItsJar() {
        assertThat(Modules.of(URI.create("file:/src/vm-storage-fs/target/classes/org/voicemail4j/A.class")))
                .contains("vm-storage-fs");
        assertThat(Modules.of(
                        URI.create("jar:file:/m2/vm-sip/0.1.0/vm-sip-0.1.0-SNAPSHOT.jar!/org/voicemail4j/A.class")))
                .contains("vm-sip");
        assertThat(Modules.of(URI.create("jar:file:/x/target/voicemail-server.jar!/org/voicemail4j/A.class")))
                .contains("voicemail-server");
        assertThat(Modules.of(URI.create("file:/src/house-tests/target/test-classes/org/voicemail4j/A.class")))
                .isEmpty();
    }

    private static JavaClasses only(String simpleName) {
        return PLANTED.that(DescribedPredicate.describe(
                "named " + simpleName, type -> type.getSimpleName().equals(simpleName)));
    }

    private static void assertFinds(ArchRule rule, String expected) {
        assertThatThrownBy(() -> rule.check(PLANTED))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(expected);
    }

    private static Optional<String> moduleNamedAsPackage(JavaClass type) {
        return type.getPackageName().startsWith(BASE + ".")
                ? Optional.of("vm-" + type.getPackageName().substring(BASE.length() + 1))
                : Optional.empty();
    }
}
