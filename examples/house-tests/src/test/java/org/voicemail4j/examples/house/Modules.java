package org.voicemail4j.examples.house;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows which Maven module a class comes from, by the place of its class file: a module's target folder or jar. */
final class Modules {
    private static final Pattern MODULE = Pattern.compile("/([a-z-]+)(?:/target/classes/|-\\d[^/]*\\.jar!|\\.jar!)");

    private Modules() {}

    /** Reads the main classes of all modules; this module has none. */
    static JavaClasses mainClasses() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.voicemail4j");
    }

    /** Finds the module of a class, of an array that of its elements; empty for the JDK and other libraries. */
    static Optional<String> of(JavaClass type) {
        JavaClass element = type.getBaseComponentType();
        return element.getPackageName().startsWith("org.voicemail4j")
                ? element.getSource().flatMap(source -> of(source.getUri()))
                : Optional.empty();
    }

    static Optional<String> of(URI classFile) {
        Matcher matcher = MODULE.matcher(classFile.toString());
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** What embedders run in their own process, as opposed to our examples. */
    static DescribedPredicate<JavaClass> library() {
        return DescribedPredicate.describe(
                "library code",
                type -> of(type).filter(module -> module.startsWith("vm-")).isPresent());
    }
}
