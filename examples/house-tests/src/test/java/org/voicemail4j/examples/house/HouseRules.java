package org.voicemail4j.examples.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The rules of the house. Each is stated over the classes it is given, so that the same rule can be held against the
 * real modules and against a planted fault.
 */
final class HouseRules {
    /** The packages of vm-core below the base package; each may use those before it. */
    private static final List<String> CORE_LAYERS = List.of(
            "metric", "audio", "message", "menu", "mailbox", "store", "media", "call", "mwi", "smdi", "say", "conf",
            "flow", "service");

    private HouseRules() {}

    /** Adapters use vm-core and never each other; vm-core uses no other module. */
    static ArchRule modulesUseOnlyWhatTheyMay(Function<JavaClass, Optional<String>> moduleOf) {
        return classes().should(new ArchCondition<>("use only the modules below their own") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                moduleOf.apply(type)
                        .ifPresent(module -> type.getDirectDependenciesFromSelf().stream()
                                .filter(dependency -> moduleOf.apply(dependency.getTargetClass())
                                        .filter(used -> !mayUse(module, used))
                                        .isPresent())
                                .forEach(dependency -> events.add(SimpleConditionEvent.violated(
                                        dependency, module + " may not use this: " + dependency.getDescription()))));
            }
        });
    }

    private static boolean mayUse(String module, String used) {
        boolean shipped = module.startsWith("vm-") && !module.equals("vm-benchmarks");
        return module.equals(used) || !shipped || used.equals("vm-core");
    }

    /** The packages of vm-core form layers: a package uses only those before it, and none but the service the flows. */
    static ArchRule corePackagesFormLayers(String base) {
        LayeredArchitecture layers = layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("leaf")
                .definedBy(base);
        for (String name : CORE_LAYERS) {
            layers = layers.layer(name).definedBy(base + "." + name);
        }
        layers = layers.whereLayer("leaf").mayNotAccessAnyLayer();
        for (int i = 0; i < CORE_LAYERS.size(); i++) {
            layers = layers.whereLayer(CORE_LAYERS.get(i)).mayOnlyAccessLayers(earlier(i));
        }
        return layers.as("the packages of vm-core use only those before them: " + CORE_LAYERS);
    }

    private static String[] earlier(int layer) {
        return Stream.concat(Stream.of("leaf"), CORE_LAYERS.subList(0, layer).stream())
                .toArray(String[]::new);
    }

    static ArchRule flowsAreUsedByTheServiceOnly(String base) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(base + ".flow", base + ".service")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(base + ".flow");
    }

    /** A package of vm-core that the layers do not know would escape their rule. */
    static ArchRule corePackagesAreKnown(String base) {
        String[] known = Stream.concat(Stream.of(base), CORE_LAYERS.stream().map(name -> base + "." + name))
                .toArray(String[]::new);
        return classes().should().resideInAnyPackage(known);
    }

    static ArchRule packagesAreFreeOfCycles(String base) {
        return slices().matching(base + ".(**)").should().beFreeOfCycles();
    }

    /** The JDK, logging and null annotations; nothing of SQL, and javax.crypto alone for the hashes of PINs. */
    static ArchRule coreStandsAlone(Predicate<JavaClass> isCore) {
        return classes()
                .should()
                .onlyDependOnClassesThat(describe(
                        "are in core, java.. (without java.sql), javax.crypto, org.slf4j or org.jspecify",
                        type -> isCore.test(type)
                                || (inPackage(type, "java.") && !inPackage(type, "java.sql."))
                                || inPackage(type, "javax.crypto.")
                                || inPackage(type, "org.slf4j.")
                                || inPackage(type, "org.jspecify.")));
    }

    private static boolean inPackage(JavaClass type, String prefix) {
        return (type.getPackageName() + ".").startsWith(prefix);
    }

    /** Time comes in by {@code java.time.Clock} or a clock of nanoseconds; defaults live in builders and clocks. */
    static ArchRule timeComesFromAClock() {
        return noClasses()
                .should()
                .accessTargetWhere(describe("ask the system for the time", HouseRules::asksForTheTime));
    }

    static ArchRule systemClocksAreChosenInBuildersOnly() {
        return noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Builder")
                .and()
                .haveSimpleNameNotEndingWith("Clock")
                .should()
                .accessTargetWhere(describe("choose the system's clock", HouseRules::choosesTheSystemClock));
    }

    private static boolean asksForTheTime(JavaAccess<?> access) {
        AccessTarget target = access.getTarget();
        boolean now = inPackage(target.getOwner(), "java.time.")
                && target.getName().equals("now")
                && !takes(target, Clock.class);
        boolean date = isNew(target, Date.class) && parameters(target).isEmpty();
        return now || date || is(target, System.class, "currentTimeMillis");
    }

    private static boolean choosesTheSystemClock(JavaAccess<?> access) {
        AccessTarget target = access.getTarget();
        boolean clock = target.getOwner().isEquivalentTo(Clock.class)
                && (target.getName().startsWith("system") || target.getName().startsWith("tick"))
                && !takes(target, Clock.class);
        return clock || is(target, System.class, "nanoTime");
    }

    static ArchRule nobodySleeps() {
        return noClasses().should().accessTargetWhere(describe("sleep", access -> {
            AccessTarget target = access.getTarget();
            return is(target, Thread.class, "sleep") || is(target, TimeUnit.class, "sleep");
        }));
    }

    /** Settings are given by the embedder; a library that reads the process's own is shared by all who use it. */
    static ArchRule nobodyReadsTheEnvironment() {
        Set<String> forbidden = Set.of("getProperty", "getProperties", "setProperty", "clearProperty", "getenv");
        return noClasses()
                .should()
                .accessTargetWhere(describe(
                        "touch system properties or the environment",
                        access -> access.getTargetOwner().isEquivalentTo(System.class)
                                && forbidden.contains(access.getTarget().getName())));
    }

    /** One class per module, named for it, makes threads when the embedder brought no factory. */
    static ArchRule threadsComeFromAFactory() {
        return noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Threads")
                .should()
                .accessTargetWhere(describe("start threads without a ThreadFactory", HouseRules::startsThreads));
    }

    private static boolean startsThreads(JavaAccess<?> access) {
        AccessTarget target = access.getTarget();
        if (takes(target, ThreadFactory.class)) {
            return false;
        }
        return isNew(target, Thread.class)
                || isNew(target, Timer.class)
                || isNew(target, ThreadPoolExecutor.class)
                || isNew(target, ScheduledThreadPoolExecutor.class)
                || is(target, Executors.class, "defaultThreadFactory")
                || (target.getOwner().isEquivalentTo(Executors.class)
                        && target.getName().startsWith("new"));
    }

    static ArchRule nothingStaticChanges() {
        return noFields().should(new ArchCondition<>("be static and not final") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                Set<JavaModifier> modifiers = field.getModifiers();
                boolean changes = modifiers.contains(JavaModifier.STATIC) && !modifiers.contains(JavaModifier.FINAL);
                events.add(new SimpleConditionEvent(field, changes, field.getDescription() + " is static, not final"));
            }
        });
    }

    /** A class is named for what distinguishes it. */
    static ArchRule namesSaySomething() {
        return noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Utils?)");
    }

    static ArchRule packagesAreNullMarked() {
        return classes().should(new ArchCondition<>("be in a package with a package-info that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage()
                        .tryGetPackageInfo()
                        .filter(info -> info.isAnnotatedWith(NullMarked.class))
                        .isPresent();
                events.add(new SimpleConditionEvent(type, marked, type.getPackageName() + " is not @NullMarked"));
            }
        });
    }

    private static boolean is(AccessTarget target, Class<?> owner, String name) {
        return target.getOwner().isEquivalentTo(owner) && target.getName().equals(name);
    }

    private static boolean isNew(AccessTarget target, Class<?> owner) {
        return is(target, owner, "<init>");
    }

    private static boolean takes(AccessTarget target, Class<?> parameter) {
        return parameters(target).stream().anyMatch(type -> type.isEquivalentTo(parameter));
    }

    private static List<JavaClass> parameters(AccessTarget target) {
        return target instanceof CodeUnitAccessTarget unit ? unit.getRawParameterTypes() : List.of();
    }
}
