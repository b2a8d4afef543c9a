package dev.quire.model.folio.lockstep;

import java.util.Locale;

/** What sequences must reach, or a green run proves nothing. */
public enum FolioGoal {
    LARGEST("a folio of the highest order was made"),
    FREED_LARGE("a large folio was freed"),
    REDIRECTED("a flag was changed through a tail, and the head has it"),
    REFUSED_NO_TAIL("a change through a tail was refused"),
    REFUSED_NO_COMPOUND("a flag of small folios was refused on a large one"),
    REFUSED_SECOND("a flag of the second page was refused where there is none"),
    SHARED("a large folio was mapped by two address spaces"),
    THIRD("a large folio was mapped by three address spaces"),
    UNSHARED("a large folio was mapped by one again"),
    PARTLY_MAPPED("a large anonymous folio was unmapped in part"),
    TWO_TABLES("one call mapped pages in two tables"),
    TYPED("mapping a page with a type was refused"),
    FORKED("an exclusive page was shared by fork"),
    FORK_BUSY("fork found a page that may be pinned"),
    REUSED("a page became its owner's alone again"),
    MIGRATED("an exclusive page was migrated and came back"),
    MIGRATION_BUSY("a migration found a page that may be pinned"),
    PIN_DURING_MIGRATION("a page was pinned while its migration had begun"),
    SYNCED("an executable install cleaned a folio"),
    SYNC_SAVED("an executable install found a folio clean"),
    EXECUTED_NEW("a CPU executed bytes that the kernel had written"),
    INSTALL_DURING_INSTALL("a folio was installed while another CPU installed it"),
    INSTALLS_TOOK_TURNS("two CPUs installed a folio, and each went on while the other had begun"),
    POISONED_TAIL("a tail was poisoned"),
    POISON_SPLIT("a folio with a poisoned page was split, and not to the end"),
    SECURE_AFTER_SPLIT("a folio was split for one secure frame"),
    EXPORTED("the host touched a secure frame"),
    SPLIT_UNIFORM("an anonymous folio that was mapped was split into equal parts"),
    SPLIT_AROUND("a folio was split around a page"),
    SPLIT_HALFWAY("a split ended half way"),
    SPLIT_FAILED("a split failed and left all as it was"),
    SPLIT_IN_SWAP("a folio in the swap cache was split"),
    COLLAPSED("pages were collapsed into a folio");

    /** What is to be reached. */
    public final String sentence;

    FolioGoal(String sentence) {
        this.sentence = sentence;
    }

    /** In a set of goals. */
    public long bit() {
        return 1L << ordinal();
    }

    /** As lists write it. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
