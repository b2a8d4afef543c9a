package dev.quire.model.entry.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The bit diagram of the class comment, the constants of the encoding, and the manual agree. */
final class Arm64LayoutTest {
    private static final String SOURCE =
            "src/main/java/dev/quire/model/entry/arm64/Arm64Encoding.java";
    private static final Pattern FIELD =
            Pattern.compile("(\\d+)(?::(\\d+))? ([A-Za-z][A-Za-z0-9 ,-]*)");
    private static final long PLAIN_ADDRESS = (1L << 50) - (1L << 12);

    /** The fields that the class comment draws, by their words. */
    private static Map<String, Long> diagram() throws IOException {
        Path module = Path.of(System.getProperty("quire.root", "..")).resolve("model");
        Path source = Files.exists(module) ? module.resolve(SOURCE) : Path.of(SOURCE);
        String text = Files.readString(source);
        String drawn = text.substring(text.indexOf("<pre>") + 5, text.indexOf("</pre>"));
        Map<String, Long> fields = new LinkedHashMap<>();
        for (String field : drawn.replaceAll("\\n \\*", " ").split("\\|")) {
            Matcher matcher = FIELD.matcher(field.trim().replaceAll("\\s+", " "));
            if (!matcher.matches()) {
                throw new AssertionError("field must be 'high:low words': " + field);
            }
            int high = Integer.parseInt(matcher.group(1));
            int low = matcher.group(2) == null ? high : Integer.parseInt(matcher.group(2));
            fields.put(matcher.group(1) + " " + matcher.group(3), mask(high, low));
        }
        return fields;
    }

    private static long mask(int high, int low) {
        return (-1L >>> 63 - high) & -1L << low;
    }

    private static Map<String, Long> constants() {
        Map<String, Long> constants = new LinkedHashMap<>();
        constants.put("63 software", Arm64Encoding.SOFTWARE_63);
        constants.put("62 key", Arm64Encoding.KEY);
        constants.put("59 spare", Arm64Encoding.SPARE_59);
        constants.put("58 uffd-wp", Arm64Encoding.UFFD_WP);
        constants.put("57 software", Arm64Encoding.SOFTWARE_57);
        constants.put("56 special", Arm64Encoding.SPECIAL);
        constants.put("55 dirty", Arm64Encoding.DIRTY);
        constants.put("54 UXN", Arm64Encoding.UXN);
        constants.put("53 PXN", Arm64Encoding.PXN);
        constants.put("52 contiguous", Arm64Encoding.CONT);
        constants.put("51 DBM, write", Arm64Encoding.WRITE);
        constants.put("50 guarded", Arm64Encoding.GP);
        constants.put("49 address", PLAIN_ADDRESS);
        constants.put("11 nG, present-invalid", Arm64Encoding.NG);
        constants.put("10 AF", Arm64Encoding.AF);
        constants.put("9 share", Arm64Encoding.SHARED);
        constants.put("7 read-only", Arm64Encoding.RDONLY);
        constants.put("6 user", Arm64Encoding.USER);
        constants.put("5 non-secure", Arm64Encoding.NON_SECURE);
        constants.put("4 memory type", Arm64Encoding.MEMORY_TYPE);
        constants.put("1 page", Arm64Encoding.PAGE);
        constants.put("0 valid", Arm64Encoding.VALID);
        return constants;
    }

    @Test
    void constants_allFields_areThoseOfTheDiagram() throws IOException {
        assertEquals(new TreeMap<>(diagram()), new TreeMap<>(constants()));
    }

    @Test
    void diagram_fields_standFromHighToLow() throws IOException {
        List<Long> masks = List.copyOf(diagram().values());
        List<Long> sorted =
                masks.stream().sorted((one, other) -> Long.compareUnsigned(other, one)).toList();
        assertEquals(sorted, masks);
    }

    @Test
    void diagram_fields_areDisjoint() throws IOException {
        long seen = 0;
        for (Map.Entry<String, Long> field : diagram().entrySet()) {
            assertEquals(0, seen & field.getValue(), field.getKey());
            seen |= field.getValue();
        }
    }

    @Test
    void diagram_fields_coverAllBits() throws IOException {
        long all = 0;
        for (long mask : diagram().values()) {
            all |= mask;
        }
        assertEquals(-1L, all);
    }

    @Test
    void constants_bits_areThoseOfTheManual() {
        Map<String, Long> manual = new LinkedHashMap<>(constants());
        manual.put("63 software", Arm64Bits.SOFTWARE_63);
        manual.put("62 key", Arm64Bits.KEY);
        manual.put("58 uffd-wp", Arm64Bits.UFFD_WP);
        manual.put("56 special", Arm64Bits.SPECIAL);
        manual.put("55 dirty", Arm64Bits.DIRTY);
        manual.put("54 UXN", Arm64Bits.UXN);
        manual.put("53 PXN", Arm64Bits.PXN);
        manual.put("52 contiguous", Arm64Bits.CONT);
        manual.put("51 DBM, write", Arm64Bits.WRITE);
        manual.put("50 guarded", Arm64Bits.GP);
        manual.put("11 nG, present-invalid", Arm64Bits.NG);
        manual.put("10 AF", Arm64Bits.AF);
        manual.put("9 share", Arm64Bits.INNER_SHARED);
        manual.put("7 read-only", Arm64Bits.RDONLY);
        manual.put("6 user", Arm64Bits.USER);
        manual.put("1 page", Arm64Bits.PAGE);
        manual.put("0 valid", Arm64Bits.VALID);
        assertEquals(manual, constants());
    }

    @Test
    void presentInvalid_bit_isThatOfNotGlobal() {
        assertEquals(Arm64Encoding.NG, Arm64Encoding.PRESENT_INVALID);
    }

    @Test
    void mask_plain48_isBits47ToPageShift() {
        assertEquals(mask(47, 12), Arm64Address.PLAIN_48.mask(12));
    }

    @Test
    void mask_plain48Of64k_isBits47To16() {
        assertEquals(mask(47, 16), Arm64Address.PLAIN_48.mask(16));
    }

    @Test
    void mask_split52_isBits47To12() {
        assertEquals(mask(47, 12), Arm64Address.SPLIT_52.mask(16));
    }

    @Test
    void mask_lpa2_isBits49ToPageShiftAndShare() {
        assertEquals(mask(49, 14) | mask(9, 8), Arm64Address.LPA2_52.mask(14));
    }
}
