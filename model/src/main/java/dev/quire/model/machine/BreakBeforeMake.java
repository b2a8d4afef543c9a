package dev.quire.model.machine;

/**
 * What a machine asks of a change of block size, from the strictest to the most lenient.
 *
 * <p>All other changes that need break-before-make need it on every machine. Source: Arm ARM (DDI
 * 0487), FEAT_BBM and {@code ID_AA64MMFR2_EL1.BBM}; Linux arch/arm64/kernel/cpufeature.c,
 * {@code ARM64_HAS_BBML2_NOABORT}.
 */
public enum BreakBeforeMake {
    /** Level 0: the entries go through none and an invalidation. */
    NEEDED(0, ""),

    /** Level 2: coherence is kept without, but two sizes kept for one address may abort. */
    LEVEL_2(2, " bbm=2"),

    /** Level 2, and a CPU that keeps two sizes for one address uses one and never aborts. */
    NO_ABORT(2, " nobbm=1");

    /** As the CPU's feature register tells. */
    public final int level;

    /** As a trace's machine line ends. */
    final String text;

    BreakBeforeMake(int level, String text) {
        this.level = level;
        this.text = text;
    }
}
