package dev.quire.model.entry.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.model.entry.Encoding;
import dev.quire.model.subject.MachineEncodings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of changes of a live entry that need no break; Linux {@code pgattr_change_is_safe}. */
@DisplayName("INV-31 a store over a live entry is a safe change")
final class SafeChangeTest {
    private static final Encoding PLAIN = MachineEncodings.of("arm64-4k");

    @ParameterizedTest
    @CsvSource({
        "same,                          RO,         0,            true",
        "becomes writable,              RO,         WRITE,        true",
        "becomes dirty,                 RO,         DIRTY,        true",
        "becomes special,               RO,         SPECIAL,      true",
        "software bit 57,               RO,         SOFTWARE_57,  true",
        "becomes uffd-wp,               RO,         UFFD_WP,      true",
        "software bit 63,               RO,         SOFTWARE_63,  true",
        "becomes kernel executable,     RO,         PXN,          true",
        "hardware-writable,             RW_CLEAN,   RDONLY,       true",
        "becomes tagged,                RO,         TAGGED,       true",
        "becomes user executable,       RO,         UXN,          false",
        "no longer user,                RO,         USER,         false",
        "becomes contiguous,            RO,         CONT,         false",
        "becomes guarded,               RO,         GP,           false",
        "becomes non-secure,            RO,         NON_SECURE,   false",
        "another key,                   RO,         KEY_LOWEST,   false",
        "spare bit 59,                  RO,         SPARE_59,     false",
        "another share,                 RO,         INNER_SHARED, false",
        "becomes old,                   RO,         AF,           false",
        "becomes global,                RO,         NG,           false",
        "becomes invalid,               RO,         VALID,        false",
        "clean writable stays clean,    RW_CLEAN,   0,            false",
        "dirty writable stays dirty,    RW_DIRTY,   0,            true",
        "dirty writable is protected,   RW_DIRTY,   WRITE,        true",
    })
    void changeIsSafe_bitsChanged_isAsTheTableSays(
            String what, String base, String bits, boolean safe)
            throws ReflectiveOperationException {
        long old = Arm64Bits.page(0x40, Arm64Bits.class.getField(base).getLong(null));
        long changed = bits.equals("0") ? 0 : Arm64Bits.class.getField(bits).getLong(null);
        assertEquals(safe, PLAIN.changeIsSafe(old, old ^ changed), what);
    }

    @Test
    void changeIsSafe_oldEntryNotYoung_isFalse() {
        long old = Arm64Bits.RO & ~Arm64Bits.AF;
        assertEquals(false, PLAIN.changeIsSafe(old, Arm64Bits.RO));
    }

    @Test
    void changeIsSafe_globalToNotGlobal_isTrue() {
        assertEquals(true, PLAIN.changeIsSafe(Arm64Bits.RO & ~Arm64Bits.NG, Arm64Bits.RO));
    }

    @Test
    void changeIsSafe_writableToCleanReadOnly_isFalse() {
        assertEquals(false, PLAIN.changeIsSafe(Arm64Bits.RW_DIRTY, Arm64Bits.RO));
    }

    @Test
    void changeIsSafe_otherFrame_isFalse() {
        long old = Arm64Bits.page(0x40, Arm64Bits.RO);
        assertEquals(false, PLAIN.changeIsSafe(old, Arm64Bits.page(0x41, Arm64Bits.RO)));
    }

    /** Of memory types only normal and normal-tagged may replace each other. */
    @Test
    void changeIsSafe_memoryTypes_isTrueForNormalPairAlone() {
        List<String> safe = new ArrayList<>();
        for (long from = 0; from < 8; from++) {
            for (long to = 0; to < 8; to++) {
                if (from != to
                        && PLAIN.changeIsSafe(Arm64Bits.RO | from << 2, Arm64Bits.RO | to << 2)) {
                    safe.add(from + " to " + to);
                }
            }
        }
        assertEquals(List.of("0 to 1", "1 to 0"), safe);
    }

    @Test
    void changeIsSafe_splitHighFrameBit_isFalse() {
        Encoding split = MachineEncodings.of("arm64-64k-52");
        long old = split.pfnPte(0, split.pgprot(Arm64Bits.RO));
        assertEquals(false, split.changeIsSafe(old, split.pfnPte(1L << 32, split.pgprot(old))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"arm64-4k", "arm64-64k-52", "arm64-4k-lpa2"})
    void changeNeedsBreak_everyFrameBit_isTrue(String machine) {
        Encoding encoding = MachineEncodings.of(machine);
        long old = encoding.pfnPte(0, encoding.pgprot(Arm64Bits.RO));
        for (long pfn = 1; pfn < encoding.frames(); pfn <<= 1) {
            long next = encoding.pfnPte(pfn, encoding.pgprot(old));
            assertEquals(true, encoding.changeNeedsBreak(old, next), Long.toHexString(pfn));
        }
    }

    @Test
    void changeNeedsBreak_singleBits_areFrameTypeShareAndGlobal() {
        long needing = 0;
        for (long bit = 1; bit != 0; bit <<= 1) {
            needing |= PLAIN.changeNeedsBreak(Arm64Bits.RO, Arm64Bits.RO ^ bit) ? bit : 0;
        }
        assertEquals(0x0000_ffff_ffff_fb18L, needing);
    }

    @Test
    void changeNeedsBreak_safeChange_isFalse() {
        for (long first = 1; first != 0; first <<= 1) {
            for (long second = 1; second != 0; second <<= 1) {
                long next = Arm64Bits.RO ^ (first | second);
                boolean both =
                        PLAIN.changeIsSafe(Arm64Bits.RO, next)
                                && PLAIN.changeNeedsBreak(Arm64Bits.RO, next);
                assertEquals(false, both, Long.toHexString(next));
            }
        }
    }

    @Test
    void changeNeedsBreak_globalToNotGlobal_isFalse() {
        assertEquals(false, PLAIN.changeNeedsBreak(Arm64Bits.RO & ~Arm64Bits.NG, Arm64Bits.RO));
    }
}
