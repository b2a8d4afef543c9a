package dev.quire.counterexamples.export;

import dev.quire.counterexamples.trace.Trace;
import dev.quire.model.entry.Meaning;
import dev.quire.model.entry.Protection;
import dev.quire.model.folio.Folio;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.geometry.Numbers;
import dev.quire.model.harness.Answer;
import dev.quire.model.harness.Promise;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.operation.Values;
import dev.quire.model.range.BatchFlag;
import dev.quire.model.range.Bounds;
import dev.quire.model.range.ClearFlag;
import dev.quire.model.range.Setup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Operations as the calls of a kernel's C, and what they must return as expectations. */
final class KunitCalls {
    private static final int UNKNOWN =
            Operation.TAGGED | Operation.GUARDED | Operation.KEY | Operation.CONT;

    private final Setup setup;
    private final Geometry geometry;
    private final Promise promise;
    private final TreeSet<String> variables = new TreeSet<>();
    private boolean internal;

    /** The first slot of the change of protection that is open. */
    private int started;

    KunitCalls(Setup setup, Promise promise) {
        this.setup = setup;
        this.geometry = setup.machine().geometry();
        this.promise = promise;
    }

    /** Why an operation cannot be said. */
    static Optional<String> refusal(Operation operation) {
        if (operation.call().hardware()) {
            return Optional.of("KUnit cannot let a CPU access memory or walk tables by itself");
        }
        boolean gives =
                operation.call() == Call.SET_PTES || operation.call() == Call.PTE_ADVANCE_PFN;
        if (gives && operation.has(UNKNOWN)) {
            return Optional.of(
                    "the kernel has no portable function for tagged, guarded, key, cont");
        }
        if (gives && operation.has(Operation.UFFD_WP) && operation.prot().writes()) {
            return Optional.of("the kernel never sets uffd-wp in a value that is writable");
        }
        if (operation.call() == Call.MOVE_PTES) {
            return Optional.of("the loop of mremap is no function that KUnit could call");
        }
        return operation.cpu() == 0
                ? Optional.empty()
                : Optional.of("KUnit cannot choose the CPU of a call");
    }

    /** The numbers of the tables that the calls of a trace reach. */
    SortedSet<Integer> tables(Trace trace) {
        TreeSet<Integer> tables = new TreeSet<>();
        for (Step step : trace.steps()) {
            Operation operation = step.operation();
            tables.add(table(operation.mm(), operation.addr()));
            if (operation.call() == Call.MOVE_PTES) {
                tables.add(table(operation.mm(), operation.value()));
            }
        }
        return tables;
    }

    private int table(int mm, long addr) {
        return promise.memory().slot(mm, addr) / geometry.tableEntries();
    }

    String includes() {
        boolean efi = setup.mms().stream().anyMatch(mm -> mm.kind() == AddressSpace.Kind.EFI);
        return (efi ? "#include <linux/efi.h>\n" : "")
                + (internal ? "#include \"internal.h\"\n" : "");
    }

    String variables() {
        StringBuilder text = new StringBuilder();
        variables.forEach(variable -> text.append('\t').append(variable).append(";\n"));
        return text.toString();
    }

    static String mm(AddressSpace mm) {
        return switch (mm.kind()) {
            case USER -> "mm_alloc()";
            case KERNEL -> "&init_mm";
            case EFI -> "&efi_mm";
        };
    }

    /** Where the slot of an address is. */
    private String ptep(int mm, long addr) {
        return ptep(promise.memory().slot(mm, addr));
    }

    private String ptep(int slot) {
        int index = slot % geometry.tableEntries();
        return "table" + slot / geometry.tableEntries() + " + " + index;
    }

    /** A frame, as one of its folio; of none as a number. */
    private String pfn(long pfn) {
        for (Folio folio : setup.folios()) {
            if (pfn >= folio.pfn() && pfn < folio.end()) {
                long further = pfn - folio.pfn();
                String first = "folio_pfn(folio" + folio.id() + ")";
                return further == 0 ? first : first + " + " + further;
            }
        }
        return Numbers.hex(pfn) + "UL";
    }

    /** After a step: what {@code ptep_get} must show of a run of slots. */
    String expectation(PageRun run) {
        String where = "(test, " + ptep(run.slot()) + ", " + run.pages();
        if (Meaning.none(run.meaning())) {
            return "expect_none" + where + ");";
        }
        if (Meaning.isSoftleaf(run.meaning())) {
            return "expect_softleaf" + where + ", " + raw(run.meaning()) + ");";
        }
        return "expect_pages"
                + where
                + ", "
                + pfn(Meaning.pfn(run.meaning()))
                + ", "
                + is(run.meaning(), run.bounds())
                + ");";
    }

    private static String raw(long meaning) {
        return Numbers.hex(meaning & ~(long) Meaning.STATE) + "ULL";
    }

    private static String is(long meaning, int bounds) {
        List<String> words = new ArrayList<>();
        words.add(Meaning.has(meaning, Meaning.WRITE) ? "WRITABLE" : "READ_ONLY");
        if ((bounds & Bounds.MUST_YOUNG) != 0) {
            words.add("YOUNG");
        } else if ((bounds & Bounds.MAY_YOUNG) == 0) {
            words.add("OLD");
        }
        if ((bounds & Bounds.MUST_DIRTY) != 0) {
            words.add("DIRTY");
        } else if ((bounds & Bounds.MAY_DIRTY) == 0) {
            words.add("CLEAN");
        }
        if (Meaning.has(meaning, Meaning.SPECIAL)) {
            words.add("SPECIAL");
        }
        if (Meaning.has(meaning, Meaning.UFFD_WP)) {
            words.add("UFFD_WP");
        }
        return String.join(" | ", words);
    }

    /** The value that an operation sets or advances. */
    private String value(Operation operation) {
        String pte = "pfn_pte(" + pfn(operation.value()) + ", " + prot(operation.prot()) + ")";
        pte = Values.dirty(operation) ? "pte_mkdirty(" + pte + ")" : "pte_mkclean(" + pte + ")";
        pte = Values.young(operation) ? "pte_mkyoung(" + pte + ")" : "pte_mkold(" + pte + ")";
        pte = operation.has(Operation.SPECIAL) ? "pte_mkspecial(" + pte + ")" : pte;
        return operation.has(Operation.UFFD_WP) ? "pte_mkuffd_wp(" + pte + ")" : pte;
    }

    private static String prot(Protection prot) {
        return switch (prot) {
            case NONE -> "PAGE_NONE";
            case READ -> "PAGE_READONLY";
            case WRITE -> "PAGE_SHARED";
            case READ_EXECUTE -> "PAGE_READONLY_EXEC";
            case WRITE_EXECUTE -> "PAGE_SHARED_EXEC";
            case EXECUTE -> "PAGE_EXECONLY";
            case KERNEL_READ -> "PAGE_KERNEL_RO";
            case KERNEL_WRITE -> "PAGE_KERNEL";
        };
    }

    /** The statements of a call and of what it must return; {@code promise} has followed it. */
    void write(StringBuilder text, Operation operation, Answer answer) {
        for (String statement : statements(operation, answer)) {
            text.append('\t').append(statement).append('\n');
        }
    }

    private List<String> statements(Operation operation, Answer answer) {
        String ptep = ptep(operation.mm(), operation.addr());
        return switch (operation.call()) {
            case PTEP_GET -> entry("ptep_get(" + ptep + ")", answer);
            case PTEP_GET_LOCKLESS -> entry("ptep_get_lockless(" + ptep + ")", answer);
            case PTE_ADVANCE_PFN -> advance(operation, answer);
            case PTE_BATCH_HINT -> hint(ptep, answer);
            case FOLIO_PTE_BATCH_FLAGS -> batch(operation, ptep, answer);
            case FLUSH_TLB_RANGE -> List.of(flush(operation, Integer.toString(operation.nr())));
            case FLUSH_TLB_PAGE ->
                    List.of("flush_tlb_page(" + vma(operation) + ", " + addr(operation) + ");");
            case FLUSH_TLB_MM -> List.of("flush_tlb_mm(" + vma(operation) + "->vm_mm);");
            case UNMAP_BATCH -> unmap(operation, ptep, answer);
            case MADVISE_FREE -> {
                String flags = "CYDP_CLEAR_YOUNG | CYDP_CLEAR_DIRTY";
                yield List.of(
                        "clear_young_dirty_ptes(" + inVma(operation, true) + ", " + flags + ");",
                        flush(operation, Integer.toString(operation.nr())));
            }
            default -> changes(operation, answer);
        };
    }

    private List<String> changes(Operation operation, Answer answer) {
        String one = inMm(operation, false);
        String range = inMm(operation, true);
        String vma = inVma(operation, false);
        String vmaRange = inVma(operation, true);
        String full = ", " + (operation.has(Operation.FULL) ? 1 : 0);
        return switch (operation.call()) {
            case SET_PTES ->
                    List.of(
                            "set_ptes("
                                    + one
                                    + ", "
                                    + value(operation)
                                    + ", "
                                    + operation.nr()
                                    + ");");
            case SET_PTE_AT ->
                    List.of("set_ptes(" + one + ", __pte(" + raw(operation.value()) + "), 1);");
            case PTE_CLEAR -> List.of("pte_clear(" + one + ");");
            case CLEAR_NONPRESENT_PTES -> List.of("clear_nonpresent_ptes(" + range + ");");
            case PTEP_GET_AND_CLEAR -> entry("ptep_get_and_clear(" + one + ")", answer);
            case GET_AND_CLEAR_FULL_PTES ->
                    entry("get_and_clear_full_ptes(" + range + full + ")", answer);
            case CLEAR_FULL_PTES -> List.of("clear_full_ptes(" + range + full + ");");
            case PTEP_CLEAR_FLUSH -> entry("ptep_clear_flush(" + vma + ")", answer);
            case PTEP_TEST_AND_CLEAR_YOUNG ->
                    truth("ptep_test_and_clear_young(" + vma + ")", answer);
            case TEST_AND_CLEAR_YOUNG_PTES ->
                    truth("test_and_clear_young_ptes(" + vmaRange + ")", answer);
            case CLEAR_FLUSH_YOUNG_PTES ->
                    truth("clear_flush_young_ptes(" + vmaRange + ")", answer);
            case CLEAR_YOUNG_DIRTY_PTES ->
                    List.of(
                            "clear_young_dirty_ptes("
                                    + vmaRange
                                    + ", "
                                    + cleared(operation)
                                    + ");");
            case WRPROTECT_PTES -> List.of("wrprotect_ptes(" + range + ");");
            case PTEP_SET_ACCESS_FLAGS -> accessFlags(operation, vma, answer);
            case MODIFY_PROT_START_PTES -> {
                variables.add("pte_t old");
                started = promise.slot();
                yield List.of(
                        "old = modify_prot_start_ptes(" + vmaRange + ");", expect("old", answer));
            }
            case MODIFY_PROT_COMMIT_PTES -> commit(operation, vma);
            default -> throw new AssertionError("harness bug: refused: " + operation.text());
        };
    }

    private static String addr(Operation operation) {
        return Numbers.hex(operation.addr());
    }

    private String inMm(Operation operation, boolean counted) {
        return "mm" + operation.mm() + at(operation, counted);
    }

    private String inVma(Operation operation, boolean counted) {
        return vma(operation) + at(operation, counted);
    }

    private String at(Operation operation, boolean counted) {
        String ptep = ptep(operation.mm(), operation.addr());
        return ", " + addr(operation) + ", " + ptep + (counted ? ", " + operation.nr() : "");
    }

    private String vma(Operation operation) {
        return setup.vmas().stream()
                .filter(vma -> vma.mm() == operation.mm())
                .filter(vma -> vma.start() <= operation.addr() && operation.addr() < vma.end())
                .map(found -> "&vma" + found.id())
                .findFirst()
                .orElseThrow();
    }

    private List<String> entry(String call, Answer answer) {
        variables.add("pte_t pte");
        return List.of("pte = " + call + ";", expect("pte", answer));
    }

    private String expect(String variable, Answer answer) {
        long meaning = answer.meaning();
        if (!Meaning.present(meaning)) {
            return "KUNIT_EXPECT_EQ(test, pte_val(" + variable + "), " + raw(meaning) + ");";
        }
        return "expect_entry(test, "
                + variable
                + ", "
                + pfn(Meaning.pfn(meaning))
                + ", "
                + is(meaning, answer.bounds())
                + ");";
    }

    private static List<String> truth(String call, Answer answer) {
        if (answer.least() == answer.most()) {
            String expected = answer.least() == 1 ? "KUNIT_EXPECT_TRUE" : "KUNIT_EXPECT_FALSE";
            return List.of(expected + "(test, " + call + ");");
        }
        return List.of("(void)" + call + "; /* either is right */");
    }

    private static String count(String variable, Answer answer) {
        return "expect_count(test, "
                + variable
                + ", "
                + answer.least()
                + ", "
                + answer.most()
                + ");";
    }

    private List<String> advance(Operation operation, Answer answer) {
        variables.add("pte_t pte");
        variables.add("pte_t advanced");
        return List.of(
                "pte = " + value(operation) + ";",
                "advanced = pte_advance_pfn(pte, " + operation.nr() + ");",
                "KUNIT_EXPECT_EQ(test, pte_pfn(advanced), "
                        + pfn(Meaning.pfn(answer.meaning()))
                        + ");",
                "KUNIT_EXPECT_EQ(test, pgprot_val(pte_pgprot(advanced)),"
                        + " pgprot_val(pte_pgprot(pte)));");
    }

    private List<String> hint(String ptep, Answer answer) {
        variables.add("pte_t pte");
        variables.add("int nr");
        return List.of(
                "pte = ptep_get(" + ptep + ");",
                "nr = pte_batch_hint(" + ptep + ", pte);",
                count("nr", answer));
    }

    private String folio(long pfn) {
        internal = true;
        return setup.folios().stream()
                .filter(folio -> pfn >= folio.pfn() && pfn < folio.end())
                .map(folio -> "folio" + folio.id())
                .findFirst()
                .orElse("NULL");
    }

    private List<String> batch(Operation operation, String ptep, Answer answer) {
        variables.add("pte_t pte");
        variables.add("int nr");
        return List.of(
                "pte = ptep_get(" + ptep + ");",
                "nr = folio_pte_batch_flags("
                        + folio(Meaning.pfn(answer.meaning()))
                        + ", "
                        + vma(operation)
                        + ", "
                        + ptep
                        + ", &pte, "
                        + operation.nr()
                        + ", "
                        + flags(operation.flags())
                        + ");",
                count("nr", answer),
                expect("pte", answer));
    }

    private static String flags(int flags) {
        List<String> words = new ArrayList<>();
        if ((flags & BatchFlag.RESPECT_DIRTY) != 0) {
            words.add("FPB_RESPECT_DIRTY");
        }
        if ((flags & BatchFlag.RESPECT_SOFT_DIRTY) != 0) {
            words.add("FPB_RESPECT_SOFT_DIRTY");
        }
        if ((flags & BatchFlag.RESPECT_WRITE) != 0) {
            words.add("FPB_RESPECT_WRITE");
        }
        if ((flags & BatchFlag.MERGE_WRITE) != 0) {
            words.add("FPB_MERGE_WRITE");
        }
        if ((flags & BatchFlag.MERGE_YOUNG_DIRTY) != 0) {
            words.add("FPB_MERGE_YOUNG_DIRTY");
        }
        return words.isEmpty() ? "0" : String.join(" | ", words);
    }

    private static String cleared(Operation operation) {
        boolean young = (operation.flags() & ClearFlag.YOUNG) != 0;
        boolean dirty = (operation.flags() & ClearFlag.DIRTY) != 0;
        return (young ? "CYDP_CLEAR_YOUNG" : "")
                + (young && dirty ? " | " : "")
                + (dirty ? "CYDP_CLEAR_DIRTY" : young ? "" : "0");
    }

    /** The entry asked for is what the slot has, more permissive. */
    private List<String> accessFlags(Operation operation, String vma, Answer answer) {
        variables.add("pte_t pte");
        String ptep = ptep(operation.mm(), operation.addr());
        boolean writes = operation.has(Operation.ENTRY_WRITE);
        String pte = "pte_wrprotect(pte_mkold(pte_mkclean(pte)))";
        pte = writes ? "pte_mkwrite_novma(" + pte + ")" : pte;
        pte = operation.has(Operation.ENTRY_YOUNG) ? "pte_mkyoung(" + pte + ")" : pte;
        pte = operation.has(Operation.DIRTY) ? "pte_mkdirty(" + pte + ")" : pte;
        List<String> statements = new ArrayList<>();
        statements.add("pte = ptep_get(" + ptep + ");");
        statements.add("pte = " + pte + ";");
        int dirty = operation.has(Operation.WRITE_FAULT) ? 1 : 0;
        statements.addAll(truth("ptep_set_access_flags(" + vma + ", pte, " + dirty + ")", answer));
        return statements;
    }

    private List<String> commit(Operation operation, String vma) {
        variables.add("pte_t pte");
        int done = promise.slot() - started;
        return List.of(
                "pte = pte_advance_pfn(old, " + done + ");",
                "modify_prot_commit_ptes("
                        + vma
                        + ", pte, pte_modify(pte, "
                        + prot(operation.prot())
                        + "), "
                        + operation.nr()
                        + ");");
    }

    /** What reclaim does with a batch. */
    private List<String> unmap(Operation operation, String ptep, Answer answer) {
        variables.add("pte_t pte");
        variables.add("int nr");
        int room = promise.contract().room(operation.mm(), operation.addr());
        String folio = folio(Meaning.pfn(answer.meaning()));
        return List.of(
                "pte = ptep_get(" + ptep + ");",
                "nr = folio_pte_batch_flags("
                        + folio
                        + ", "
                        + vma(operation)
                        + ", "
                        + ptep
                        + ", &pte, "
                        + room
                        + ", 0);",
                count("nr", answer),
                "pte = get_and_clear_full_ptes(" + inMm(operation, false) + ", nr, 0);",
                flush(operation, "nr"),
                expect("pte", answer));
    }

    private String flush(Operation operation, String pages) {
        return "flush_tlb_range("
                + vma(operation)
                + ", "
                + addr(operation)
                + ", "
                + addr(operation)
                + " + "
                + pages
                + " * PAGE_SIZE);";
    }
}
