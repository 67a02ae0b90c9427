package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.conf.VoicemailConfDirectory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.SystemLists;

/** The contract passes on the lists of a voicemail.conf and on a list in memory, and catches what it is there to catch. */
class SystemListsContractTest {

    /** The lists of a voicemail.conf. */
    @Nested
    class OfConf implements SystemListsContract {

        private static final String CONF = """
                [general]
                listscontext = lists
                [default]
                1000 => 4711,Alice
                [sales.example]
                2000 => 4711,Bob
                [lists]
                700@default => 1000, 2000@sales.example
                """;

        @TempDir
        private Path folder;

        private SystemLists lists = SystemLists.NONE;

        @BeforeEach
        void read() throws IOException {
            lists = new VoicemailConfDirectory(Files.writeString(folder.resolve("voicemail.conf"), CONF));
        }

        @Override
        public SystemLists lists() {
            return lists;
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void listsThatGetOneThingWrongFailTheContract(Fault fault) {
        assertThat(ContractRun.failedTests(FaultyLists.class, fault)).contains(fault.caughtBy + "()");
    }

    @Test
    void soundListsPass() {
        assertThat(ContractRun.failedTests(FaultyLists.class, Fault.NONE)).isEmpty();
    }

    /** What lists may get wrong. */
    enum Fault {
        NONE(""),
        SORT("whoIsOnAListIsToldInItsOrder"),
        MIND_NO_CONTEXT("aListIsKnownByItsNumberAndItsContext"),
        TAKE_EVERY_NUMBER("aListIsKnownByItsNumberAndItsContext"),
        LEND_THEIR_OWN("whoWasToldAListDoesNotChangeIt"),
        SERVE_ONE_THREAD("manyMayAskAtOnce");

        private final String caughtBy;

        Fault(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    /** Not run by itself: the contract on lists with a fault. */
    @ExtendWith(FaultyLists.Parameter.class)
    static final class FaultyLists implements SystemListsContract, SystemLists {

        private final Fault fault;
        private final Thread first = Thread.currentThread();
        private final List<MailboxId> members = new ArrayList<>(MEMBERS);

        FaultyLists(Fault fault) {
            this.fault = fault;
        }

        @Override
        public SystemLists lists() {
            return this;
        }

        @Override
        public Optional<List<MailboxId>> members(MailboxId list) {
            boolean known = fault == Fault.MIND_NO_CONTEXT ? list.number().equals(LIST.number()) : list.equals(LIST);
            boolean foreign = fault == Fault.SERVE_ONE_THREAD && Thread.currentThread() != first;
            if (foreign || (!known && fault != Fault.TAKE_EVERY_NUMBER)) {
                return Optional.empty();
            }
            if (fault == Fault.LEND_THEIR_OWN) {
                return Optional.of(members);
            }
            return Optional.of(fault == Fault.SORT ? List.of(members.get(1), members.get(0)) : List.copyOf(members));
        }

        static final class Parameter extends ContractRun.FaultParameter<Fault> {
            Parameter() {
                super(Fault.class);
            }
        }
    }
}
