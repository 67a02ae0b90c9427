package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The contract, kept by a table, and broken by such as integrators might write. */
class DnsLookupContractTest implements DnsLookupContract {

    private FakeDns dns = known(new FakeDns());

    private static FakeDns known(FakeDns table) {
        table.naptr.put(DOMAIN, List.of(NAPTR));
        table.srv.put(NAPTR.replacement(), List.of(SRV));
        return table.host(SRV.target(), ADDRESSES.toArray(String[]::new));
    }

    @Override
    public DnsLookup lookup() {
        return dns;
    }

    @Override
    public void cutOff() {
        dns.away = true;
    }

    private static void breaks(FakeDns faulty, Consumer<DnsLookupContract> test) {
        DnsLookupContractTest contract = new DnsLookupContractTest();
        contract.dns = known(faulty);
        ThrowingCallable run = () -> test.accept(contract);
        assertThatThrownBy(run).isInstanceOfAny(AssertionError.class, RuntimeException.class);
    }

    @Test
    void whoFindsOneAddressIsFound() {
        breaks(
                new FakeDns() {
                    @Override
                    public List<InetAddress> addresses(String host) {
                        return super.addresses(host).stream().limit(1).toList();
                    }
                },
                DnsLookupContract::recordsAreFound);
    }

    @Test
    void whoFailsOnWhatIsNotThereIsFound() {
        breaks(
                new FakeDns() {
                    @Override
                    public List<Srv> srv(String name) {
                        if (!srv.containsKey(name)) {
                            throw new SipTransportException("planted: no such name", null);
                        }
                        return super.srv(name);
                    }
                },
                DnsLookupContract::whatIsNotThereIsNoFailure);
    }

    @Test
    void whoSaysThatThereIsNothingWhenNobodyCanSayIsFound() {
        breaks(
                new FakeDns() {
                    @Override
                    public List<InetAddress> addresses(String host) {
                        return away ? List.of() : super.addresses(host);
                    }
                },
                DnsLookupContract::whenNobodyCanSayThatIsSaid);
    }

    @Test
    void whoTakesAnyTextForAHostIsFound() {
        breaks(
                new FakeDns() {
                    @Override
                    public List<InetAddress> addresses(String host) {
                        return host.isEmpty() ? List.of(InetAddress.getLoopbackAddress()) : super.addresses(host);
                    }
                },
                DnsLookupContract::whatCannotBeANameHasNoRecords);
    }

    @Test
    void whoServesOneThreadIsFound() {
        Thread first = Thread.currentThread();
        breaks(
                new FakeDns() {
                    @Override
                    public List<Srv> srv(String name) {
                        return Thread.currentThread() == first ? super.srv(name) : List.of();
                    }
                },
                DnsLookupContract::severalMayAskAtOnce);
    }
}
