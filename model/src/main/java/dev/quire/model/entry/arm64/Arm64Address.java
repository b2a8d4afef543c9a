package dev.quire.model.entry.arm64;

/**
 * Where a descriptor keeps the output address.
 *
 * <p>Source: Arm ARM (DDI 0487), VMSAv8-64 output address fields with FEAT_LPA and FEAT_LPA2.
 */
public enum Arm64Address {
    /** Bits 47:page shift, in place. */
    PLAIN_48(48) {
        @Override
        long mask(int pageShift) {
            return (1L << 48) - (1L << pageShift);
        }

        @Override
        long encode(long address) {
            return address;
        }

        @Override
        long decode(long field) {
            return field;
        }
    },
    /** 64 KiB pages: bits 47:16 in place, bits 51:48 in 15:12. */
    SPLIT_52(52) {
        @Override
        long mask(int pageShift) {
            return (1L << 48) - (1L << 12);
        }

        @Override
        long encode(long address) {
            return address & ~SPLIT_LOW & (1L << 48) - 1 | address >>> SPLIT_SHIFT & SPLIT_LOW;
        }

        @Override
        long decode(long field) {
            return field & ~SPLIT_LOW | (field & SPLIT_LOW) << SPLIT_SHIFT;
        }
    },
    /** 4 KiB and 16 KiB pages: bits 49:page shift in place, bits 51:50 in 9:8. */
    LPA2_52(52) {
        @Override
        long mask(int pageShift) {
            return (1L << 50) - (1L << pageShift) | LPA2_LOW;
        }

        @Override
        long encode(long address) {
            return address & (1L << 50) - 1 | address >>> LPA2_SHIFT & LPA2_LOW;
        }

        @Override
        long decode(long field) {
            return field & ~LPA2_LOW | (field & LPA2_LOW) << LPA2_SHIFT;
        }
    };

    private static final long SPLIT_LOW = 0xf000L;
    private static final int SPLIT_SHIFT = 36;
    private static final long LPA2_LOW = 0x300L;
    private static final int LPA2_SHIFT = 42;

    /** The bits of an output address. */
    final int bits;

    Arm64Address(int bits) {
        this.bits = bits;
    }

    /** The bits of a descriptor that hold address. */
    abstract long mask(int pageShift);

    /** The address, moved to its fields; bits outside {@link #mask} are not meaningful. */
    abstract long encode(long address);

    /** The address that these fields hold. */
    abstract long decode(long field);
}
