package dev.quire.model.entry.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.entry.Protection;
import dev.quire.model.subject.MachineEncodings;
import java.util.EnumSet;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The laws of values on the encodings of all machines: every combination of the bits that software
 * reads, and of the bits that it only carries, for the last frame; and every
 * protection, young or not, for the frames at which an address field begins or ends.
 */
final class ValueAlgebraExploration {
    private static final long[] READ = {
        Arm64Bits.VALID, Arm64Bits.NG, Arm64Bits.AF, Arm64Bits.RDONLY, Arm64Bits.WRITE,
        Arm64Bits.DIRTY, Arm64Bits.USER, Arm64Bits.PXN, Arm64Bits.UXN, Arm64Bits.CONT,
        Arm64Bits.SPECIAL, Arm64Bits.UFFD_WP, Arm64Bits.GP, Arm64Bits.KEY_LOWEST,
    };
    private static final long[] CARRIED = {
        1L << 2, 1L << 3, 1L << 4, 1L << 5, 1L << 8, 1L << 9,
        1L << 57, 1L << 59, 1L << 60, 1L << 61, 1L << 62, 1L << 63,
    };
    private static final int READ_COMBINATIONS = 3 << READ.length - 2;
    private static final int CARRIED_COMBINATIONS = 2 << CARRIED.length;
    private static final int RANDOM_VALUES = 20_000;
    private static final Map<String, Encoding> MACHINES = MachineEncodings.all();
    private static final long[] ATTRIBUTES = attributes();

    private static long combination(long[] bits, int number) {
        long value = 0;
        for (int i = 0; i < bits.length; i++) {
            value |= (number >> i & 1) != 0 ? bits[i] : 0;
        }
        return value;
    }

    /** All attributes of present values. */
    private static long[] attributes() {
        long base = Arm64Bits.PAGE | Arm64Bits.INNER_SHARED;
        LongStream read =
                LongStream.range(0, 1 << READ.length)
                        .map(i -> base | combination(READ, (int) i))
                        .filter(pte -> (pte & (Arm64Bits.VALID | Arm64Bits.NG)) != 0);
        long[] kinds = {Arm64Bits.RW_DIRTY, Arm64Bits.NONE};
        LongStream carried =
                LongStream.of(kinds)
                        .flatMap(
                                kind ->
                                        LongStream.range(0, 1 << CARRIED.length)
                                                .map(i -> combination(CARRIED, (int) i))
                                                .map(bits -> kind & ~0x300L | bits));
        return LongStream.concat(read, carried).toArray();
    }

    /** The first frames, the last ones, and those around each border of an address field. */
    private static long[] frames(Encoding encoding) {
        TreeSet<Long> frames = new TreeSet<>();
        long last = encoding.frames() - 1;
        for (int bit : new int[] {32, 34, 36, 38}) {
            frames.addAll(LongStream.of((1L << bit) - 1, 1L << bit).boxed().toList());
        }
        frames.addAll(LongStream.of(0, 1, 15, last - 511, last - 1, last).boxed().toList());
        return frames.headSet(last, true).stream().mapToLong(Long::longValue).toArray();
    }

    /** Every protection, young or not and dirty or not, contiguous or not. */
    private static long[] protections(Encoding encoding) {
        return LongStream.range(0, 64)
                .map(
                        i -> {
                            Protection prot = Protection.values()[(int) i & 7];
                            long meaning = Meaning.present(0, prot.attributes);
                            long pte = encoding.encode(meaning, (i & 8) != 0, (i & 16) != 0);
                            return (i & 32) != 0 ? encoding.mkcont(pte) : pte;
                        })
                .toArray();
    }

    private static long violations(ValueLaw law, Encoding encoding) {
        long last = encoding.frames() - 1;
        long violations = violations(law, encoding, ATTRIBUTES, new long[] {last});
        return violations + violations(law, encoding, protections(encoding), frames(encoding));
    }

    private static long violations(ValueLaw law, Encoding encoding, long[] prots, long[] frames) {
        long violations = 0;
        for (long pfn : frames) {
            for (long prot : prots) {
                long pte = encoding.pfnPte(pfn, encoding.pgprot(prot));
                violations += law.holds(encoding, pte, pfn) ? 0 : 1;
            }
        }
        return violations;
    }

    private static void assertHolds(ValueLaw law) {
        MACHINES.forEach(
                (machine, encoding) -> assertEquals(0, violations(law, encoding), machine));
    }

    /** Softleafs and none, which no transformer may meet: raw values with bits 0, 1, 11 clear. */
    private static long rawViolations(ValueLaw law, Encoding encoding) {
        SplittableRandom random = new SplittableRandom(9);
        long violations = law.holds(encoding, 0, 0) ? 0 : 1;
        for (int i = 0; i < RANDOM_VALUES; i++) {
            long raw = random.nextLong() & random.nextLong() & ~0x803L;
            violations += law.holds(encoding, raw, 0) ? 0 : 1;
        }
        for (int bit = 0; bit < 64; bit++) {
            violations += law.holds(encoding, 1L << bit & ~0x803L, 0) ? 0 : 1;
        }
        return violations;
    }

    @Test
    void attributes_allCombinations_areCounted() {
        assertEquals(READ_COMBINATIONS + CARRIED_COMBINATIONS, ATTRIBUTES.length);
    }

    @Test
    void machines_all_areSeven() {
        assertEquals(7, MACHINES.size());
    }

    @Test
    @DisplayName("INV-01 mkyoung and mkold change young alone")
    void mkyoungAndMkold_everyValue_changeYoungAlone() {
        assertHolds(ValueLaw.YOUNG);
    }

    @Test
    @DisplayName("INV-02 mkdirty and mkclean are opposites")
    void mkdirtyAndMkclean_everyValue_areOpposites() {
        assertHolds(ValueLaw.DIRTY);
    }

    @Test
    @DisplayName("INV-03 mkwrite and wrprotect are opposites")
    void mkwriteAndWrprotect_everyValue_areOpposites() {
        assertHolds(ValueLaw.WRITE);
    }

    @Test
    @DisplayName("INV-03 what is not writable is not writable to hardware")
    void transformers_everyUserValue_hardwareAgrees() {
        assertHolds(ValueLaw.HARDWARE_AGREES);
    }

    @Test
    @DisplayName("INV-04 wrprotect keeps dirty both ways")
    void wrprotect_everyValue_keepsDirty() {
        assertHolds(ValueLaw.WRPROTECT_KEEPS_DIRTY);
    }

    @Test
    @DisplayName("INV-05 mkwrite neither creates nor removes dirty")
    void mkwrite_everyValue_keepsDirty() {
        assertHolds(ValueLaw.MKWRITE_KEEPS_DIRTY);
    }

    @Test
    @DisplayName("INV-06 a fresh protection value, write-protected, is clean")
    void wrprotect_freshValueOfEveryProtection_isClean() {
        assertHolds(ValueLaw.FRESH_IS_CLEAN);
    }

    @Test
    @DisplayName("INV-07 frame and protection make a value and come out of it")
    void pfnPte_everyFrameAndProtection_comeOutAgain() {
        assertHolds(ValueLaw.FRAME_AND_PROTECTION);
    }

    @Test
    @DisplayName("INV-08 advancing adds to the frame, is additive, and changes nothing else")
    void advancePfn_everyValue_addsToFrameAlone() {
        assertHolds(ValueLaw.ADVANCE);
    }

    @Test
    @DisplayName("INV-09 a present value is neither none nor softleaf")
    void states_everyPresentValue_areExclusive() {
        assertHolds(ValueLaw.ONE_STATE);
    }

    @Test
    @DisplayName("INV-09 a raw value that is not present is none or softleaf")
    void states_everyRawValue_areExclusive() {
        MACHINES.forEach(
                (machine, encoding) ->
                        assertEquals(0, rawViolations(ValueLaw.ONE_STATE, encoding), machine));
    }

    @Test
    @DisplayName("INV-10 pte_modify keeps frame, young, dirty, special, uffd-wp")
    void modify_everyValueAndProtection_keepsTheRest() {
        assertHolds(ValueLaw.MODIFY_KEEPS);
    }

    @Test
    @DisplayName("INV-11 mkuffd_wp takes write away and keeps dirty")
    void mkuffdWp_everyValue_isNotWritable() {
        assertHolds(ValueLaw.UFFD_WP_PROTECTS);
    }

    @Test
    void encode_meaningOfEveryPresentValue_isLossless() {
        assertHolds(ValueLaw.LOSSLESS);
    }

    @Test
    void encode_meaningOfEveryRawValue_isLossless() {
        MACHINES.forEach(
                (machine, encoding) ->
                        assertEquals(0, rawViolations(ValueLaw.LOSSLESS, encoding), machine));
    }

    @Test
    void protnone_everyProtection_isThatOfNoneAlone() {
        MACHINES.forEach(
                (machine, encoding) -> {
                    for (Protection prot : Protection.values()) {
                        long pte =
                                encoding.encode(Meaning.present(1, prot.attributes), true, false);
                        assertEquals(prot == Protection.NONE, encoding.protnone(pte), machine);
                    }
                });
    }

    @ParameterizedTest
    @EnumSource
    void law_faultyEncoding_reportsViolations(ValueFault fault) {
        Encoding wrong = fault.of(MachineEncodings.of("arm64-64k-52"));
        assertNotEquals(0, violations(fault.law, wrong));
    }

    @Test
    void faults_all_coverEveryLaw() {
        EnumSet<ValueLaw> covered = EnumSet.noneOf(ValueLaw.class);
        for (ValueFault fault : ValueFault.values()) {
            covered.add(fault.law);
        }
        assertEquals(EnumSet.allOf(ValueLaw.class), covered);
    }
}
