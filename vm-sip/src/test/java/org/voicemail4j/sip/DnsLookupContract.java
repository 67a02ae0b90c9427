package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link DnsLookup} must do; used like {@link SipCredentialsContract}. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
public interface DnsLookupContract {

    /** The domain of the tests. Only what is said of it below is known of it. */
    String DOMAIN = "example.test";

    /** By which protocol the domain is reached. */
    DnsLookup.Naptr NAPTR = new DnsLookup.Naptr(10, 20, "s", "SIP+D2U", "_sip._udp." + DOMAIN);

    /** Where it is reached. */
    DnsLookup.Srv SRV = new DnsLookup.Srv(1, 10, 5070, "a." + DOMAIN);

    /** The addresses of {@code a.example.test}. */
    List<String> ADDRESSES = List.of("192.0.2.1", "2001:db8:0:0:0:0:0:1");

    /** The lookup under test, which finds the records above. */
    DnsLookup lookup();

    /** Takes the name servers away from the {@link #lookup} that was given last. */
    void cutOff();

    @Test
    default void recordsAreFound() {
        assertThat(lookup().naptr(DOMAIN)).containsExactly(NAPTR);
        assertThat(lookup().srv(NAPTR.replacement())).containsExactly(SRV);
        assertThat(lookup().addresses(SRV.target()))
                .extracting(address -> address.getHostAddress())
                .containsExactlyInAnyOrderElementsOf(ADDRESSES);
    }

    @Test
    default void whatIsNotThereIsNoFailure() {
        for (String name : List.of("nobody." + DOMAIN, "_sip._tcp." + DOMAIN)) {
            assertThat(lookup().naptr(name)).isEmpty();
            assertThat(lookup().srv(name)).isEmpty();
            assertThat(lookup().addresses(name)).isEmpty();
        }
    }

    @Test
    default void whenNobodyCanSayThatIsSaid() {
        DnsLookup lookup = lookup();
        cutOff();
        assertThatExceptionOfType(SipTransportException.class).isThrownBy(() -> lookup.naptr(DOMAIN));
        assertThatExceptionOfType(SipTransportException.class).isThrownBy(() -> lookup.srv(NAPTR.replacement()));
        assertThatExceptionOfType(SipTransportException.class).isThrownBy(() -> lookup.addresses(SRV.target()));
    }

    @Test
    default void whatCannotBeANameHasNoRecords() {
        List<String> strange = List.of(
                "",
                ".",
                "..",
                "a..b",
                "a/b",
                "a b",
                "a\\b",
                "\"a",
                "'a",
                "\u0000",
                "a\nb",
                "*",
                "\u00e4.test",
                "\ud800",
                "x".repeat(64) + ".test",
                "x.".repeat(500));
        for (String name : strange) {
            assertThat(lookup().naptr(name)).as("'%s'", name).isEmpty();
            assertThat(lookup().srv(name)).as("'%s'", name).isEmpty();
            assertThat(lookup().addresses(name)).as("'%s'", name).isEmpty();
        }
    }

    @Test
    default void severalMayAskAtOnce() {
        DnsLookup lookup = lookup();
        List<CompletableFuture<Boolean>> asked = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> i % 2 == 0
                        ? lookup.srv(NAPTR.replacement()).equals(List.of(SRV))
                        : lookup.srv("none." + DOMAIN).isEmpty()))
                .toList();
        assertThat(asked).allMatch(CompletableFuture::join);
    }
}
