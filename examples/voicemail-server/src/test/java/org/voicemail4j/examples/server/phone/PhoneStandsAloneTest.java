package org.voicemail4j.examples.server.phone;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/** The demo's phone is evidence only if it shares no codec, RTP or SIP code with the server. */
class PhoneStandsAloneTest {

    @Test
    void thePhoneUsesTheJdkAlone() {
        String own = Phone.class.getPackageName();
        JavaClasses phone = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(own);

        ArchRuleDefinition.classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(own, "java..", "org.jspecify.annotations")
                .check(phone);
    }
}
