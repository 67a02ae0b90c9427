package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.sip.SipConfig;
import picocli.CommandLine;

/** Options that cannot be meant are refused with their name, before anything listens. */
class SecurityOptionsTest {

    @TempDir
    Path folder;

    private static SipConfig.Builder applied(String... options) {
        SecurityOptions security = CommandLine.populateCommand(new SecurityOptions(), options);
        return security.apply(SipConfig.builder().listen("udp:127.0.0.1:0"));
    }

    @ParameterizedTest
    @CsvSource({"--tls-key, key.pem", "--tls-trust, peers.pem", "--tls-clients, required", "--tls-password-file, word"})
    void whatIsSaidOfTlsNeedsACertificate(String option, String value) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> applied(option, value))
                .withMessage(option + ": needs --tls-cert");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--source-rate=0", "--source-rate=-1", "--source-connections=0"})
    void limitsAreAtLeastOne(String option) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> applied(option))
                .withMessageContaining(option.substring(0, option.indexOf('=')));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--source-rate=1", "--source-rate=2147483647", "--source-connections=2147483647"})
    void theGreatestLimitsAreTakenToo(String option) {
        assertThat(applied(option).build()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\"b", "a\\b", "a\tb", "a\nb"})
    void aRealmThatCannotBeQuotedIsRefused(String realm) throws IOException {
        Path users = Files.writeString(folder.resolve("users"), "1000:voicemail:plain:word\n");

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> applied("--sip-users", users.toString(), "--realm", realm))
                .withMessageStartingWith("--realm: ");
    }

    @Test
    void aFileOfUsersKnowsItsRealms() throws IOException {
        SipUserFile users = SipUserFile.read(Files.writeString(folder.resolve("users"), "1000:voicemail:plain:word\n"));

        assertThat(users.hasRealm("voicemail")).isTrue();
        assertThat(users.hasRealm("elsewhere")).isFalse();
        assertThat(applied("--sip-users", folder.resolve("users").toString()).build())
                .isNotNull();
    }
}
