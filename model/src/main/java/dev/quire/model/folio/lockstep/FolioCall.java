package dev.quire.model.folio.lockstep;

import dev.quire.model.invariant.Invariant;
import java.util.List;

/** What can be done with folios: kernel name, arguments, and the invariant of the result. */
public enum FolioCall {
    ALLOC(
            "folio_alloc",
            "a new folio",
            Invariant.BORN_WITHOUT_FLAGS,
            FolioArgument.PFN,
            FolioArgument.ORDER),
    GET("folio_get", "one reference more", Invariant.REFERENCES_COUNTED, FolioArgument.PFN),
    PUT("folio_put", "one reference less", Invariant.REFERENCES_COUNTED, FolioArgument.PFN),
    PIN(
            "pin_user_page",
            "pins the page of a slot without the lock",
            Invariant.EXCLUSIVE_TRUE,
            FolioArgument.MM,
            FolioArgument.ADDR),
    UNPIN("unpin_user_page", "one pin less", Invariant.REFERENCES_COUNTED, FolioArgument.PFN),
    SET("set_flag", "sets a flag", FolioArgument.FLAG),
    CLEAR("clear_flag", "clears a flag", FolioArgument.FLAG),
    TEST("test_flag", "tests a flag", FolioArgument.FLAG),
    TEST_SET("test_set_flag", "sets a flag and tells what it was", FolioArgument.FLAG),
    TEST_CLEAR("test_clear_flag", "clears a flag and tells what it was", FolioArgument.FLAG),
    ADD_CACHE(
            "filemap_add_folio",
            "a folio becomes a file's",
            Invariant.BORN_WITHOUT_FLAGS,
            FolioArgument.PFN,
            FolioArgument.INDEX),
    REMOVE_CACHE(
            "filemap_remove_folio",
            "a folio leaves its file",
            Invariant.REFERENCES_COUNTED,
            FolioArgument.PFN),
    ADD_SWAP(
            "add_to_swap",
            "an anonymous folio gets swap entries",
            Invariant.REFERENCES_COUNTED,
            FolioArgument.PFN,
            FolioArgument.ENTRY),
    REMOVE_SWAP(
            "delete_from_swap_cache",
            "a folio leaves the swap cache",
            Invariant.REFERENCES_COUNTED,
            FolioArgument.PFN),
    SET_TYPE(
            "set_page_type",
            "gives an unmapped folio a type",
            Invariant.ONE_KIND,
            FolioArgument.PFN,
            FolioArgument.TYPE),
    CLEAR_TYPE("clear_page_type", "takes it away", Invariant.ONE_KIND, FolioArgument.PFN),
    MAP_FILE(
            "map_file",
            "maps frames of files",
            Invariant.ONE_KIND,
            FolioArgument.MM,
            FolioArgument.ADDR,
            FolioArgument.PFN,
            FolioArgument.NR,
            FolioArgument.PROT),
    MAP_ANON(
            "map_anon",
            "maps anonymous pages of a folio",
            Invariant.ONE_KIND,
            FolioArgument.MM,
            FolioArgument.ADDR,
            FolioArgument.PFN,
            FolioArgument.NR,
            FolioArgument.PROT,
            FolioArgument.EXCLUSIVE),
    MAP_ZERO(
            "map_zero_page",
            "maps the zero page",
            Invariant.ZERO_PAGE_UNCOUNTED,
            FolioArgument.MM,
            FolioArgument.ADDR,
            FolioArgument.NR),
    UNMAP(
            "unmap",
            "unmaps slots",
            Invariant.MAPPINGS_COUNTED,
            FolioArgument.MM,
            FolioArgument.ADDR,
            FolioArgument.NR),
    FORK(
            "fork_range",
            "copies slots of a folio's pages to another address space",
            Invariant.EXCLUSIVE_TRUE,
            FolioArgument.MM,
            FolioArgument.ADDR,
            FolioArgument.NR,
            FolioArgument.TO),
    REUSE(
            "wp_page_reuse",
            "makes an anonymous page writable in place if nobody else has it",
            Invariant.EXCLUSIVE_TRUE,
            FolioArgument.MM,
            FolioArgument.ADDR),
    MIGRATE(
            "try_to_migrate_one",
            "puts a migration entry in place of an anonymous page",
            Invariant.EXCLUSIVE_TRUE,
            FolioArgument.MM,
            FolioArgument.ADDR),
    RESTORE(
            "remove_migration_pte",
            "maps the page of a migration entry again",
            Invariant.MAPPINGS_COUNTED,
            FolioArgument.MM,
            FolioArgument.ADDR),
    WRITE("kernel_write", "the kernel stores to a page", FolioArgument.PFN),
    FLUSH_FOLIO("flush_dcache_folio", "the kernel's stores are done", FolioArgument.PFN),
    FLUSH_PAGE("flush_dcache_page", "the same, told by a page", FolioArgument.PFN),
    FLUSH_ICACHE(
            "flush_icache_pages",
            "invalidates instruction caches",
            Invariant.ARCH_BIT_TRUE,
            FolioArgument.MM,
            FolioArgument.ADDR,
            FolioArgument.NR),
    UPDATE(
            "update_mmu_cache_range",
            "slots were installed",
            Invariant.ARCH_BIT_TRUE,
            FolioArgument.MM,
            FolioArgument.ADDR,
            FolioArgument.NR),
    EXECUTE(
            "execute",
            "a CPU executes a page",
            Invariant.ARCH_BIT_TRUE,
            FolioArgument.MM,
            FolioArgument.ADDR),
    POISON("memory_failure", "the memory of a page is broken", FolioArgument.PFN),
    UNPOISON("unpoison_memory", "it is not, after all", FolioArgument.PFN),
    SECURE("make_secure", "makes a frame secure", FolioArgument.PFN),
    HOST("host_access", "the host touches a frame", FolioArgument.PFN),
    SPLIT(
            "split_folio",
            "splits a locked folio",
            Invariant.SPLIT_CARRIES,
            FolioArgument.PFN,
            FolioArgument.ORDER,
            FolioArgument.UNIFORM,
            FolioArgument.FAIL),
    COLLAPSE(
            "collapse",
            "moves the pages of slots into a new folio",
            Invariant.REFERENCES_COUNTED,
            FolioArgument.MM,
            FolioArgument.ADDR,
            FolioArgument.PFN,
            FolioArgument.ORDER);

    private static final FolioCall[] ALL = values();

    /** As traces write it. */
    public final String word;

    /** What it does. */
    public final String sentence;

    /** What does not hold if its result is wrong. */
    final Invariant ofResult;

    public final List<FolioArgument> arguments;

    private final boolean ofSlots;
    private final boolean ofFlags;

    FolioCall(String word, String sentence, Invariant ofResult, FolioArgument... arguments) {
        this.word = word;
        this.sentence = sentence;
        this.ofResult = ofResult;
        this.arguments = List.of(arguments);
        ofSlots = this.arguments.contains(FolioArgument.ADDR);
        ofFlags = false;
    }

    /** A call of one argument: a flag and its page, or a page's bytes, poison and secrecy. */
    FolioCall(String word, String sentence, FolioArgument argument) {
        this.word = word;
        this.sentence = sentence;
        boolean flag = argument == FolioArgument.FLAG;
        this.ofResult = flag ? Invariant.FLAG_POLICY : Invariant.ARCH_BIT_TRUE;
        this.arguments = flag ? List.of(argument, FolioArgument.PFN) : List.of(argument);
        ofSlots = false;
        ofFlags = flag;
    }

    /** Whether it works on slots. */
    public boolean ofSlots() {
        return ofSlots;
    }

    /** Whether it sets, clears or tests a flag. */
    public boolean ofFlags() {
        return ofFlags;
    }

    /**
     * The call of a word.
     *
     * @throws IllegalArgumentException naming what was found
     */
    static FolioCall of(String word) {
        for (FolioCall call : ALL) {
            if (call.word.equals(word)) {
                return call;
            }
        }
        throw new IllegalArgumentException(
                "unknown operation "
                        + word
                        + ", expected one of 'quire list operations --system folio'");
    }
}
