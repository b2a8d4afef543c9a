package dev.quire.model.folio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PagePolicyTest {
    @Test
    void noTail_throughATail_isTestedAndNotChanged() {
        assertTrue(PagePolicy.NO_TAIL.allows(1, 2, false));
        assertFalse(PagePolicy.NO_TAIL.allows(1, 2, true));
        assertTrue(PagePolicy.NO_TAIL.allows(0, 2, true));
    }

    @Test
    void head_throughATail_redirectsAlsoToChange() {
        assertTrue(PagePolicy.HEAD.allows(3, 2, true));
    }

    @Test
    void noCompound_onALargeFolio_isRefusedOnEveryPage() {
        assertFalse(PagePolicy.NO_COMPOUND.allows(0, 1, false));
        assertFalse(PagePolicy.NO_COMPOUND.allows(1, 1, true));
        assertTrue(PagePolicy.NO_COMPOUND.allows(0, 0, true));
    }

    @Test
    void second_isReachedThroughTheHeadOfALargeFolioOnly() {
        assertTrue(PagePolicy.SECOND.allows(0, 1, true));
        assertFalse(PagePolicy.SECOND.allows(1, 1, false));
        assertFalse(PagePolicy.SECOND.allows(0, 0, false));
    }

    @ParameterizedTest
    @EnumSource(PagePolicy.class)
    void refusal_namesItsPolicy(PagePolicy policy) {
        assertTrue(policy.refusal() < 0);
        assertEquals(policy, PagePolicy.ofRefusal(policy.refusal()));
        assertNotEquals(FolioApi.TYPED, policy.refusal());
    }

    @Test
    void bits_thatAreShared_areThoseOfTheKernel() {
        assertEquals(FolioFlag.ACTIVE.mask, FolioFlag.HAS_HWPOISONED.mask);
        assertEquals(FolioFlag.RECLAIM.mask, FolioFlag.PARTIALLY_MAPPED.mask);
        assertEquals(FolioFlag.WORKINGSET.mask, FolioFlag.LARGE_RMAPPABLE.mask);
        assertEquals(FolioFlag.SWAPCACHE.mask, FolioFlag.CHECKED.mask);
    }

    @ParameterizedTest
    @EnumSource(FolioFlag.class)
    void flag_inOneWord_sharesItsBitOnlyAsTold(FolioFlag flag) {
        for (FolioFlag other : FolioFlag.values()) {
            boolean second = flag.policy == PagePolicy.SECOND;
            boolean sameWord = second == (other.policy == PagePolicy.SECOND);
            boolean told =
                    flag == other
                            || (flag == FolioFlag.SWAPCACHE || flag == FolioFlag.CHECKED)
                                    && flag.mask == other.mask;
            if (sameWord && !told) {
                assertEquals(0, flag.mask & other.mask, () -> flag + " and " + other);
            }
        }
        long raw = FolioFlag.ARCH_1 | FolioFlag.HEAD | FolioFlag.ANON_EXCLUSIVE;
        assertEquals(0, flag.mask & raw);
        assertEquals(flag, FolioFlag.of(flag.word));
    }
}
