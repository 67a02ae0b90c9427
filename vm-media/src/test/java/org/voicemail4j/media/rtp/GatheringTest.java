package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who sends evenly is not looked at once more for nothing, and nothing stays behind for long. */
class GatheringTest {

    private static final int ALL = 64;

    private final Gathering gathering = new Gathering(5, ALL);
    private long frame = 100;
    private int waiting;

    /** Five frames later, when so many more have come; returns how many were allowed. */
    private int look(int came) {
        return look(5, came);
    }

    private int look(int later, int came) {
        frame += later;
        waiting += came;
        int most = gathering.most(frame);
        int taken = Math.min(most, waiting);
        waiting -= taken;
        gathering.took(taken);
        return most;
    }

    @Test
    void afterTwoLooksAlikeOneInFourLooksForMore() {
        assertThat(look(5)).isEqualTo(ALL);
        assertThat(look(5)).isEqualTo(ALL);
        for (int round = 0; round < 3; round++) {
            assertThat(look(5)).isEqualTo(5);
            assertThat(look(5)).isEqualTo(5);
            assertThat(look(5)).isEqualTo(5);
            assertThat(look(5)).isEqualTo(ALL);
        }
        assertThat(waiting).isZero();
    }

    @Test
    void whatComesTooSoonWaitsForThreeLooksAtMost() {
        look(5);
        look(5);
        look(7);
        assertThat(waiting).isEqualTo(2);
        look(5);
        look(5);
        assertThat(look(5)).isEqualTo(ALL);
        assertThat(waiting).isZero();
    }

    @Test
    void afterFewerThanUsualAllIsTaken() {
        look(5);
        look(5);
        look(4);
        assertThat(look(6)).isEqualTo(ALL);
        assertThat(look(5)).isEqualTo(ALL);
    }

    @Test
    void whoIsLookedAtWithEachFrameIsLookedAtForAll() {
        look(5);
        look(5);
        assertThat(look(1, 1)).isEqualTo(ALL);
        assertThat(look(1, 1)).isEqualTo(ALL);
        assertThat(look(1, 1)).isEqualTo(ALL);
    }

    @Test
    void whoSendsNothingIsLookedAtForAll() {
        look(0);
        look(0);
        assertThat(look(0)).isEqualTo(ALL);
    }
}
