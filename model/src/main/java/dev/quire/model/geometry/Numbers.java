package dev.quire.model.geometry;

/**
 * How numbers are written: addresses, frames, seeds and entry values in {@code 0x} hexadecimal,
 * counts, slots and ids in decimal.
 */
public final class Numbers {
    private Numbers() {}

    /** An unsigned value as {@code 0x} and lower-case digits. */
    public static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    /**
     * Reads an unsigned hexadecimal value with its {@code 0x}.
     *
     * @throws IllegalArgumentException naming what was found and what would be right
     */
    public static long parseHex(String text) {
        boolean sized = text.length() >= 3 && text.length() <= 18;
        if (!text.startsWith("0x") || !sized || text.charAt(2) == '+') {
            throw new IllegalArgumentException(
                    "found " + text + ", expected 0x and 1 to 16 hexadecimal digits");
        }
        try {
            return Long.parseUnsignedLong(text.substring(2), 16);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "found " + text + ", expected 0x and 1 to 16 hexadecimal digits", e);
        }
    }

    /**
     * Reads a decimal value between two bounds, both included.
     *
     * @throws IllegalArgumentException naming what was found and the bounds
     */
    public static int parseCount(String text, int least, int most) {
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most && !text.startsWith("+")) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(expected(text, least, most), e);
        }
        throw new IllegalArgumentException(expected(text, least, most));
    }

    private static String expected(String text, int least, int most) {
        return "found " + text + ", expected a decimal number from " + least + " to " + most;
    }
}
