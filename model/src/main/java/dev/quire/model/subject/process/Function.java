package dev.quire.model.subject.process;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The functions of the range API by the names that the protocol gives them. */
enum Function {
    SET_PTES,
    SET_PTE_AT,
    PTEP_GET,
    PTEP_GET_LOCKLESS,
    PTE_ADVANCE_PFN,
    PTE_NEXT_PFN,
    PTE_BATCH_HINT,
    FOLIO_PTE_BATCH,
    FOLIO_PTE_BATCH_FLAGS,
    PTE_CLEAR,
    CLEAR_NONPRESENT_PTES,
    PTEP_GET_AND_CLEAR,
    PTEP_GET_AND_CLEAR_FULL,
    GET_AND_CLEAR_PTES,
    GET_AND_CLEAR_FULL_PTES,
    CLEAR_PTES,
    CLEAR_FULL_PTES,
    PTEP_CLEAR_FLUSH,
    PTEP_TEST_AND_CLEAR_YOUNG,
    TEST_AND_CLEAR_YOUNG_PTES,
    PTEP_CLEAR_FLUSH_YOUNG,
    CLEAR_FLUSH_YOUNG_PTES,
    CLEAR_YOUNG_DIRTY_PTES,
    PTEP_SET_WRPROTECT,
    WRPROTECT_PTES,
    PTEP_SET_ACCESS_FLAGS,
    PTEP_MODIFY_PROT_START,
    MODIFY_PROT_START_PTES,
    PTEP_MODIFY_PROT_COMMIT,
    MODIFY_PROT_COMMIT_PTES,
    UNMAP_BATCH,
    MOVE_PTES,
    MADVISE_FREE,
    FLUSH_TLB_RANGE,
    FLUSH_TLB_PAGE;

    private static final Map<String, Function> BY_WORD = new HashMap<>();

    static {
        for (Function function : values()) {
            BY_WORD.put(function.word, function);
        }
    }

    /** The kernel's spelling. */
    final String word;

    /** The same as bytes, with a space before it. */
    final byte[] bytes;

    Function() {
        word = name().toLowerCase(Locale.ROOT);
        bytes = (" " + word).getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether the kernel passes it an area, not an address space. */
    boolean takesVma() {
        return switch (this) {
            case PTEP_CLEAR_FLUSH,
                    PTEP_TEST_AND_CLEAR_YOUNG,
                    TEST_AND_CLEAR_YOUNG_PTES,
                    PTEP_CLEAR_FLUSH_YOUNG,
                    CLEAR_FLUSH_YOUNG_PTES,
                    CLEAR_YOUNG_DIRTY_PTES,
                    PTEP_SET_ACCESS_FLAGS,
                    PTEP_MODIFY_PROT_START,
                    MODIFY_PROT_START_PTES,
                    PTEP_MODIFY_PROT_COMMIT,
                    MODIFY_PROT_COMMIT_PTES,
                    UNMAP_BATCH,
                    MOVE_PTES,
                    MADVISE_FREE,
                    FOLIO_PTE_BATCH,
                    FOLIO_PTE_BATCH_FLAGS,
                    FLUSH_TLB_RANGE,
                    FLUSH_TLB_PAGE ->
                    true;
            default -> false;
        };
    }

    /** The function of a name. */
    static Optional<Function> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }
}
