package dev.quire.model.entry.arm64;

import static dev.quire.model.entry.arm64.Arm64Bits.RO;
import static dev.quire.model.entry.arm64.Arm64Bits.RW_CLEAN;
import static dev.quire.model.entry.arm64.Arm64Bits.RW_DIRTY;
import static dev.quire.model.entry.arm64.Arm64Bits.page;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.entry.Meaning;
import dev.quire.model.entry.Protection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Arm64EncodingTest {
    private static final Arm64Encoding PLAIN = new Arm64Encoding(12, Arm64Address.PLAIN_48);
    private static final Arm64Encoding SPLIT = new Arm64Encoding(16, Arm64Address.SPLIT_52);
    private static final Arm64Encoding LPA2 = new Arm64Encoding(12, Arm64Address.LPA2_52);

    private static long encode(Protection prot, long pfn, boolean young, boolean dirty) {
        return PLAIN.encode(Meaning.present(pfn, prot.attributes), young, dirty);
    }

    private static long bits(String hex) {
        return Long.parseUnsignedLong(hex, 16);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE,          false, 0060000000040f82",
        "READ,          false, 0060000000040fc3",
        "WRITE,         false, 0068000000040fc3",
        "WRITE,         true,  00e8000000040f43",
        "READ_EXECUTE,  false, 0020000000040fc3",
        "READ_EXECUTE,  true,  00a0000000040fc3",
        "WRITE_EXECUTE, false, 0028000000040fc3",
        "EXECUTE,       false, 0020000000040f83",
        "KERNEL_READ,   false, 0060000000040f83",
        "KERNEL_WRITE,  true,  00e8000000040f03",
    })
    void encode_protectionOfFrame40_isKnownValue(Protection prot, boolean dirty, String hex) {
        assertEquals(bits(hex), encode(prot, 0x40, true, dirty));
    }

    @Test
    void encode_old_lacksAccessFlagOnly() {
        assertEquals(0x0068000000040bc3L, encode(Protection.WRITE, 0x40, false, false));
    }

    @ParameterizedTest
    @CsvSource({
        "GUARDED, 006c000000040fc3",
        "SPECIAL, 0168000000040fc3",
        "UFFD_WP, 0468000000040fc3",
        "TAGGED,  0068000000040fc7",
        "NON_SECURE, 0068000000040fe3",
        "KEY,     7068000000040fc3",
    })
    void encode_attribute_setsItsBits(String name, String hex) throws ReflectiveOperationException {
        long attribute = Meaning.class.getField(name).getLong(null);
        long meaning = Meaning.present(0x40, Protection.WRITE.attributes | attribute);
        assertEquals(bits(hex), PLAIN.encode(meaning, true, false));
    }

    @Test
    void encode_softleaf_keepsRawValue() {
        long raw = 0xfff0_0000_0000_0340L;
        assertEquals(raw, PLAIN.encode(Meaning.softleaf(raw), false, false));
    }

    @Test
    void encode_none_isZero() {
        assertEquals(0, PLAIN.encode(Meaning.NONE, true, true));
    }

    @Test
    void encode_lpa2_leavesShareBitsToTheAddress() {
        long meaning = Meaning.present(0x40, Protection.WRITE.attributes);
        assertEquals(0x0068000000040cc3L, LPA2.encode(meaning, true, false));
    }

    @ParameterizedTest
    @CsvSource({
        "0,            0000000000000000",
        "1,            0000000000010000",
        "ffffffff,     0000ffffffff0000",
        "100000000,    0000000000001000",
        "800000001,    0000000000018000",
        "fffffffff,    0000fffffffff000",
    })
    void pfnPte_splitAddress_putsHighBitsLow(String pfn, String field) {
        assertEquals(bits(field), SPLIT.pfnPte(bits(pfn), 0));
    }

    @ParameterizedTest
    @CsvSource({
        "0,            0000000000000000",
        "1,            0000000000001000",
        "3fffffffff,   0003fffffffff000",
        "4000000000,   0000000000000100",
        "8000000001,   0000000000001200",
        "ffffffffff,   0003fffffffff300",
    })
    void pfnPte_lpa2Address_putsHighBitsInShare(String pfn, String field) {
        assertEquals(bits(field), LPA2.pfnPte(bits(pfn), 0));
    }

    @ParameterizedTest
    @CsvSource({"12, PLAIN_48, 36", "16, PLAIN_48, 32", "16, SPLIT_52, 36", "14, LPA2_52, 38"})
    void frames_ofLayout_areAllThatItsAddressHolds(int shift, Arm64Address address, int bits) {
        assertEquals(1L << bits, new Arm64Encoding(shift, address).frames());
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "800, true", "801, true", "7fe, false", "400, false"})
    void present_lowBits_isValidOrPresentInvalid(String hex, boolean present) {
        assertEquals(present, PLAIN.present(bits(hex)));
    }

    @ParameterizedTest
    @CsvSource({
        "0060000000040f82, true",
        "0060000000040f83, false",
        "0060000000040fc2, false",
        "0020000000040f82, false",
        "0060000000040782, false",
    })
    void protnone_value_isPresentInvalidNotUserNotExecutable(String hex, boolean protnone) {
        assertEquals(protnone, PLAIN.protnone(bits(hex)));
    }

    @ParameterizedTest
    @CsvSource({
        "mkyoung,     0068000000040bc3, 0068000000040fc3",
        "mkold,       0068000000040fc3, 0068000000040bc3",
        "mkdirty,     0068000000040fc3, 00e8000000040f43",
        "mkdirty,     0060000000040fc3, 00e0000000040fc3",
        "mkclean,     0068000000040f43, 0068000000040fc3",
        "mkclean,     00e8000000040f43, 0068000000040fc3",
        "mkclean,     00e0000000040fc3, 0060000000040fc3",
        "mkwrite,     0060000000040fc3, 0068000000040fc3",
        "mkwrite,     00e0000000040fc3, 00e8000000040f43",
        "wrprotect,   0068000000040fc3, 0060000000040fc3",
        "wrprotect,   0068000000040f43, 00e0000000040fc3",
        "wrprotect,   00e8000000040fc3, 00e0000000040fc3",
        "mkuffdWp,    0068000000040f43, 04e0000000040fc3",
        "clearUffdWp, 04e0000000040fc3, 00e0000000040fc3",
        "mkspecial,   0060000000040fc3, 0160000000040fc3",
        "mkinvalid,   0068000000040fc3, 0068000000040fc2",
        "mkinvalid,   00680000000407c3, 0068000000040fc2",
        "mkcont,      0068000000040fc3, 0078000000040fc3",
        "mknoncont,   0078000000040fc3, 0068000000040fc3",
        "markedDirty, 0068000000040fc3, 0068000000040f43",
    })
    void transformer_value_changesItsBitsOnly(String name, String from, String to)
            throws ReflectiveOperationException {
        Object result = Arm64Encoding.class.getMethod(name, long.class).invoke(PLAIN, bits(from));
        assertEquals(to, String.format("%016x", (Long) result));
    }

    @ParameterizedTest
    @CsvSource({
        "dirty,                RW_CLEAN, false",
        "dirty,                RW_DIRTY, true",
        "dirty,                RO,       false",
        "write,                RW_CLEAN, true",
        "write,                RO,       false",
        "hardwareWritable,     RW_CLEAN, false",
        "hardwareWritable,     RW_DIRTY, true",
        "hardwareMayMarkDirty, RW_CLEAN, true",
        "hardwareMayMarkDirty, RO,       false",
        "valid,                RO,       true",
        "valid,                NONE,     false",
        "validCont,            RO,       false",
    })
    void predicate_value_isAsBitsSay(String name, String value, boolean expected)
            throws ReflectiveOperationException {
        long pte = Arm64Bits.class.getField(value).getLong(null);
        Object result = Arm64Encoding.class.getMethod(name, long.class).invoke(PLAIN, pte);
        assertEquals(expected, result);
    }

    @Test
    void dirty_hardwareDirtyOnly_isTrue() {
        assertTrue(PLAIN.dirty(RW_CLEAN & ~Arm64Bits.RDONLY));
    }

    @Test
    void dirty_softwareDirtyAndReadOnly_isTrue() {
        assertTrue(PLAIN.dirty(RO | Arm64Bits.DIRTY));
    }

    @Test
    void validCont_contWithoutValid_isFalse() {
        assertFalse(PLAIN.validCont(Arm64Bits.NONE | Arm64Bits.CONT));
    }

    @Test
    void validCont_both_isTrue() {
        assertTrue(PLAIN.validCont(RO | Arm64Bits.CONT));
    }

    @Test
    void accessFlags_areReadOnlyYoungWriteDirty() {
        long expected = Arm64Bits.RDONLY | Arm64Bits.AF | Arm64Bits.WRITE | Arm64Bits.DIRTY;
        assertEquals(expected, PLAIN.accessFlags());
    }

    @ParameterizedTest
    @CsvSource({
        "0068000000040bc3, 0068000000040fc3, 0068000000040fc3",
        "0068000000040fc3, 00e8000000040f43, 00e8000000040f43",
        "0060000000040fc3, 0068000000040fc3, 0068000000040fc3",
        "00e8000000040f43, 0060000000040bc3, 00e8000000040f43",
        "0068000000040fc3, 00e0000000040fc3, 00e8000000040fc3",
        "0060000000040fc3, ffec000000077fe7, 00e8000000040fc3",
    })
    void mergeAccessFlags_entry_addsPermissionsOnly(String pte, String entry, String merged) {
        long result = PLAIN.mergeAccessFlags(bits(pte), bits(entry));
        assertEquals(merged, String.format("%016x", result));
    }

    @Test
    void modify_hardwareDirtyToReadOnly_keepsDirtyInSoftware() {
        long pte = page(0x40, RW_CLEAN & ~Arm64Bits.RDONLY);
        assertEquals(page(0x40, RO | Arm64Bits.DIRTY), PLAIN.modify(pte, RO));
    }

    @Test
    void modify_softwareDirtyToWritable_becomesHardwareDirty() {
        long pte = page(0x40, RO | Arm64Bits.DIRTY);
        assertEquals(page(0x40, RW_DIRTY), PLAIN.modify(pte, RW_CLEAN));
    }

    @Test
    void modify_anyValue_takesNeitherFrameNorYoungNorSpecialFromProtection() {
        long prot = page(0x77, RW_CLEAN | Arm64Bits.SPECIAL | Arm64Bits.UFFD_WP);
        long old = page(0x40, RO & ~Arm64Bits.AF);
        assertEquals(page(0x40, RW_CLEAN & ~Arm64Bits.AF), PLAIN.modify(old, prot));
    }

    @Test
    void modify_guardedTaggedKey_areThoseOfProtection() {
        long prot = RO | Arm64Bits.GP | Arm64Bits.TAGGED | Arm64Bits.KEY;
        assertEquals(page(0x40, prot), PLAIN.modify(page(0x40, RO), prot));
    }

    @Test
    void modify_toProtNone_isInvalidButPresent() {
        assertEquals(page(0x40, Arm64Bits.NONE), PLAIN.modify(page(0x40, RO), Arm64Bits.NONE));
    }

    @Test
    void sound_writableWithoutWrite_isNot() {
        assertTrue(PLAIN.sound(Arm64Bits.page(0x40, Arm64Bits.RO)));
        assertFalse(PLAIN.sound(Arm64Bits.page(0x40, Arm64Bits.RO & ~Arm64Bits.RDONLY)));
        assertTrue(PLAIN.sound(Arm64Bits.page(0x40, Arm64Bits.RW_DIRTY)));
        assertTrue(PLAIN.sound(Arm64Bits.page(0x40, Arm64Bits.RW_CLEAN)));
    }

    @Test
    void sound_validAndNoPage_isNot() {
        long page = Arm64Bits.page(0x40, Arm64Bits.RO);
        assertFalse(PLAIN.sound(page & ~2L));
        assertTrue(PLAIN.sound(PLAIN.mkinvalid(page)));
    }
}
