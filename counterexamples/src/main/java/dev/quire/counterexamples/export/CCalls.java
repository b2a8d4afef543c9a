package dev.quire.counterexamples.export;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.entry.Protection;
import dev.quire.model.geometry.Numbers;
import dev.quire.model.harness.Answer;
import dev.quire.model.harness.Promise;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Values;
import dev.quire.model.range.Setup;
import java.util.Locale;
import java.util.TreeMap;

/** Operations as calls of the exported program's own functions. */
final class CCalls {
    private final Encoding encoding;
    private final Promise promise;
    private final TreeMap<String, String> constants = new TreeMap<>();

    /** What a fault handler asks for, as the page was before the access. */
    private long asked;

    CCalls(Setup setup, Promise promise) {
        this.encoding = setup.machine().encoding();
        this.promise = promise;
    }

    /** The protections that the trace names, as values of frame 0. */
    String constants() {
        StringBuilder text = new StringBuilder();
        constants.forEach(
                (name, value) ->
                        text.append("#define ")
                                .append(name)
                                .append(' ')
                                .append(value)
                                .append('\n'));
        return text.append(text.isEmpty() ? "" : "\n").toString();
    }

    private static String hex(long value) {
        return Numbers.hex(value) + "ull";
    }

    /** A value, by the name of its protection. */
    private String value(long pte) {
        if (!encoding.present(pte)) {
            return hex(pte);
        }
        long prot = encoding.pfnPte(0, encoding.pgprot(pte));
        long meaning = encoding.meaning(prot);
        String name = "QUIRE_PROT";
        for (Protection one : Protection.values()) {
            if (((meaning ^ one.attributes) & Protection.DECIDES) == 0) {
                name = "QUIRE_PROT_" + one.word.toUpperCase(Locale.ROOT);
            }
        }
        for (int number = 1; ; number++) {
            String numbered = number == 1 ? name : name + "_" + number;
            String known = constants.putIfAbsent(numbered, hex(prot));
            if (known == null || known.equals(hex(prot))) {
                return "quire_pte(" + Numbers.hex(encoding.pfn(pte)) + ", " + numbered + ")";
            }
        }
    }

    /** What an entry must mean: its value without young, dirty and the contiguous bit. */
    String meaning(long meaning) {
        long pte = encoding.encode(meaning, true, false);
        return Meaning.present(meaning) ? "quire_meaning(" + value(pte) + ")" : hex(pte);
    }

    /** Must be asked before the state follows the operation. */
    String before(Operation operation) {
        int slot = promise.memory().slot(operation.mm(), operation.addr());
        long meaning = promise.pages().meaning(slot);
        asked = 0;
        if (operation.call() == Call.PTEP_SET_ACCESS_FLAGS) {
            asked = Values.asked(operation, encoding, meaning);
        } else if (operation.call().hardware() && promise.handles(operation)) {
            boolean write = operation.call() == Call.WRITE;
            asked = encoding.encode(write ? meaning | Meaning.WRITE : meaning, true, write);
        }
        if (operation.cpu() == 0 || operation.call().hardware()) {
            return "    quire_cpu_ = 0;\n";
        }
        return "    quire_cpu_ = " + operation.cpu() + ";\n";
    }

    /** What hardware or a reader does inside a call. */
    String inside(Operation act) {
        String where = act.cpu() + ", " + act.mm() + ", " + Numbers.hex(act.addr());
        if (act.call() == Call.PTEP_GET_LOCKLESS) {
            return "quire_nested_read(" + where + ");";
        }
        if (act.call() == Call.EVICT) {
            return "; /* nothing is kept */";
        }
        return "quire_cpu_does(" + kind(act) + ", " + where + ", " + act.value() + ");";
    }

    private static String kind(Operation access) {
        return switch (access.call()) {
            case WRITE -> "'w'";
            case EXECUTE -> "'x'";
            default -> "'r'";
        };
    }

    String call(Operation operation, Answer answer) {
        String at = operation.mm() + ", " + Numbers.hex(operation.addr());
        String nr = ", " + operation.nr();
        int full = operation.has(Operation.FULL) ? 1 : 0;
        String text =
                switch (operation.call()) {
                    case SET_PTES -> "quire_set_ptes(" + at + ", " + given(operation) + nr + ")";
                    case SET_PTE_AT -> "quire_set_pte_at(" + at + ", " + given(operation) + ")";
                    case PTEP_GET -> "quire_ptep_get(" + at + ")";
                    case PTEP_GET_LOCKLESS -> "quire_ptep_get_lockless(" + at + ")";
                    case PTE_ADVANCE_PFN -> advance(operation, answer);
                    case PTE_BATCH_HINT ->
                            "quire_pte_batch_hint(" + at + ", " + answer.most() + ")";
                    case FOLIO_PTE_BATCH_FLAGS ->
                            "quire_folio_pte_batch("
                                    + at
                                    + nr
                                    + ", "
                                    + operation.flags()
                                    + ", "
                                    + answer.most()
                                    + ", "
                                    + meaning(answer.meaning())
                                    + ")";
                    case GET_AND_CLEAR_FULL_PTES ->
                            cleared("get_and_clear_full_ptes", at, nr, full);
                    case PTEP_GET_AND_CLEAR -> cleared("ptep_get_and_clear", at, nr, 0);
                    case CLEAR_FULL_PTES -> "quire_clear_full(" + at + nr + ", " + full + ")";
                    case PTEP_CLEAR_FLUSH -> "quire_ptep_clear_flush(" + at + ")";
                    case PTEP_TEST_AND_CLEAR_YOUNG, TEST_AND_CLEAR_YOUNG_PTES ->
                            "quire_clears_young(" + quoted(operation) + at + nr + ", 0)";
                    case CLEAR_FLUSH_YOUNG_PTES ->
                            "quire_clears_young(" + quoted(operation) + at + nr + ", 1)";
                    case CLEAR_YOUNG_DIRTY_PTES ->
                            "quire_clears_marks("
                                    + quoted(operation)
                                    + at
                                    + nr
                                    + ", "
                                    + operation.flags()
                                    + ")";
                    default -> other(operation, at, nr);
                };
        return "    " + text + ";\n";
    }

    private String other(Operation operation, String at, String nr) {
        return switch (operation.call()) {
            case PTE_CLEAR, CLEAR_NONPRESENT_PTES ->
                    "quire_simple(" + quoted(operation) + at + nr + ", QUIRE_CLEARS)";
            case WRPROTECT_PTES ->
                    "quire_simple(" + quoted(operation) + at + nr + ", QUIRE_PROTECTS)";
            case FLUSH_TLB_RANGE, FLUSH_TLB_PAGE, FLUSH_TLB_MM ->
                    "quire_simple(" + quoted(operation) + at + nr + ", QUIRE_READS)";
            case MADVISE_FREE -> "quire_clears_marks(" + quoted(operation) + at + nr + ", 3)";
            case PTEP_SET_ACCESS_FLAGS ->
                    "quire_ptep_set_access_flags("
                            + at
                            + ", "
                            + value(asked)
                            + ", "
                            + (operation.has(Operation.WRITE_FAULT) ? 1 : 0)
                            + ")";
            case MODIFY_PROT_START_PTES -> "quire_modify_prot_start(" + at + nr + ")";
            case MODIFY_PROT_COMMIT_PTES ->
                    "quire_modify_prot_commit("
                            + at
                            + nr
                            + ", "
                            + value(encoding.encode(prot(operation), false, false))
                            + ")";
            case UNMAP_BATCH ->
                    "quire_unmap_batch("
                            + at
                            + ", "
                            + promise.contract().room(operation.mm(), operation.addr())
                            + ", "
                            + (promise.end() - promise.slot())
                            + ")";
            case MOVE_PTES ->
                    "quire_move_ptes(" + at + nr + ", " + Numbers.hex(operation.value()) + ")";
            case READ, WRITE, EXECUTE ->
                    "quire_step_of_cpu("
                            + kind(operation)
                            + ", "
                            + operation.cpu()
                            + ", "
                            + at
                            + ", "
                            + operation.value()
                            + ", "
                            + (asked == 0 ? "0" : value(asked))
                            + ")";
            case EVICT -> "quire_range(" + at + ", 1, QUIRE_READS)";
            default -> throw new AssertionError("harness bug: refused: " + operation.text());
        };
    }

    private static long prot(Operation operation) {
        return Meaning.present(0, operation.prot().attributes);
    }

    private static String quoted(Operation operation) {
        return '"' + operation.call().word + "\", ";
    }

    private static String cleared(String name, String at, String nr, int full) {
        return "quire_cleared(\"" + name + "\", " + at + nr + ", " + full + ")";
    }

    /** The contiguous bit only where it is given on purpose. */
    private String given(Operation operation) {
        return value(Values.pte(operation, encoding));
    }

    private String advance(Operation operation, Answer answer) {
        long given = Values.pte(operation, encoding);
        long expected = encoding.advancePfn(given, operation.nr());
        return "quire_pte_advance_pfn("
                + value(given)
                + ", "
                + operation.nr()
                + ", "
                + value(expected)
                + ")";
    }
}
