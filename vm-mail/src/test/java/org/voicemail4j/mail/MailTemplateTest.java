package org.voicemail4j.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailTemplateTest {

    private static final Map<String, String> VALUES =
            Map.of("VM_NAME", "Anna", "VM_CIDNUM", "5551001", "VM_CIDNAME", "${VM_NAME} $[1+1] \\n", "EMOJI", "a😀b");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Dear ${VM_NAME}:|Dear Anna:",
                "${VM_CIDNUM:3}|1001",
                "${VM_CIDNUM:0:3}|555",
                "${VM_CIDNUM:-4:2}|10",
                "${VM_CIDNUM:2:-2}|510",
                "${VM_CIDNUM:90}.|.",
                "${EMOJI:1:1}|😀",
                "${NOBODY}${PATH}${HOME}.|.",
                "a ${IF($[1=1]?yes:no)} b|a  b",
                "${SHELL(id)}${SYSTEM(rm)}.|.",
                "$[1+1] costs $5|costs $5",
                "50% $ {VM_NAME}|50% $ {VM_NAME}",
            })
    void valuesComeInTheirPlacesAndNothingIsEvaluated(String template, String expected) {
        assertThat(new MailTemplate(template).with(VALUES).strip()).isEqualTo(expected);
    }

    @Test
    void aValueIsNeverATemplate() {
        assertThat(MailTemplate.escaped("from ${VM_CIDNAME}").with(VALUES)).isEqualTo("from ${VM_NAME} $[1+1] \\n");
    }

    @Test
    void escapesOfTheFileAreUnderstood() {
        assertThat(MailTemplate.escaped("a\\nb\\tc\\rd\\\\ne\\q\\").with(Map.of()))
                .isEqualTo("a\nb\tc\rd\\ne\\q\\");
    }

    @Test
    void noTemplateTakesLongOrFails() {
        SplittableRandom random = new SplittableRandom(20261126);
        String letters = "${}[]():-0123456789VM_NAME\\n😀";
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(200, 0, letters.length()).forEach(at -> text.append(letters.charAt(at)));
            assertThat(MailTemplate.escaped(text.toString()).with(VALUES)).doesNotContain("${VM_NAME}x");
        }
        assertThat(new MailTemplate("${".repeat(100_000)).with(VALUES)).hasSizeLessThan(MailTemplate.LONGEST + 1);
    }
}
