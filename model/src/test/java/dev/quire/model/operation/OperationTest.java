package dev.quire.model.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.model.entry.Protection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class OperationTest {
    private static final long[] ADDRS = {0, 0x40000, 0xffff_ffff_f000L, -1L};
    private static final int[] COUNTS = {1, 2, 16, 0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE};
    private static final long[] VALUES = {0, 0x100, 1L << 52, -1L};
    private static final long[] SLOTS = {-1, 0, 68, Integer.MAX_VALUE};
    private static final long[] READS = {0, 1, 17, Integer.MAX_VALUE};

    private static boolean has(Call call, Argument... any) {
        for (Argument argument : any) {
            if (call.arguments.contains(argument)) {
                return true;
            }
        }
        return false;
    }

    private static List<Integer> flags(Call call) {
        int bits = 0;
        for (Argument argument : call.arguments) {
            bits |= argument.flagBits();
        }
        List<Integer> all = new ArrayList<>();
        for (int flags = bits; ; flags = (flags - 1) & bits) {
            all.add(flags);
            if (flags == 0) {
                return all;
            }
        }
    }

    private static long[] values(Call call) {
        if (has(call, Argument.SLOT)) {
            return SLOTS;
        }
        if (has(call, Argument.READS)) {
            return READS;
        }
        boolean given = has(call, Argument.PFN, Argument.PTE, Argument.TO);
        return given ? VALUES : new long[] {0};
    }

    /** Every flag with every protection, and every other argument at its bounds. */
    private static List<Operation> all(Call call) {
        boolean counted = has(call, Argument.NR, Argument.NR_OPTIONAL, Argument.MAX_NR);
        Protection[] prots =
                has(call, Argument.PROT) ? Protection.values() : new Protection[] {Protection.NONE};
        List<Operation> all = new ArrayList<>();
        for (int flags : flags(call)) {
            for (Protection prot : prots) {
                all.add(new Operation(call, 7, 255, 0x40000, 1, values(call)[0], prot, flags));
            }
        }
        for (long addr : ADDRS) {
            for (long value : values(call)) {
                for (int nr : counted ? COUNTS : new int[] {1}) {
                    for (int cpu = 0; cpu < 8; cpu++) {
                        Protection prot = prots[prots.length - 1];
                        int least = flags(call).get(flags(call).size() - 1);
                        all.add(new Operation(call, cpu, 1, addr, nr, value, prot, least));
                    }
                }
            }
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource
    void parse_textOfEveryOperation_isEqual(Call call) {
        for (Operation operation : all(call)) {
            assertEquals(operation, Operation.parse(operation.text()), operation::text);
        }
    }

    @ParameterizedTest
    @EnumSource
    void text_everyOperation_differsFromAllOthers(Call call) {
        Set<Operation> operations = new HashSet<>(all(call));
        Set<String> texts = new HashSet<>();
        operations.forEach(operation -> texts.add(operation.text()));
        assertEquals(operations.size(), texts.size());
    }

    @Test
    void of_wordOfEveryCall_isThatCall() {
        for (Call call : Call.values()) {
            assertEquals(call, Call.of(call.word));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=16 prot=rw",
                "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=1 prot=rwx "
                        + "with=old,dirty,uffd_wp,special,tagged,guarded,key,cont",
                "set_pte_at mm=1 addr=0x40000 pte=0x10000000000340",
                "set_pte_at mm=1 addr=0x40000 pte=0x340 nr=3",
                "cpu=1 ptep_get_lockless mm=1 addr=0x40000",
                "ptep_set_access_flags mm=1 addr=0x40000 entry=young,dirty,write dirty=1",
                "ptep_set_access_flags mm=1 addr=0x40000 entry=none",
                "clear_young_dirty_ptes mm=1 addr=0x40000 nr=4 flags=young,dirty",
                "folio_pte_batch_flags mm=1 addr=0x40000 max_nr=4 "
                        + "flags=respect_dirty,respect_soft_dirty,respect_write,merge_write,"
                        + "merge_young_dirty",
                "folio_pte_batch_flags mm=1 addr=0x40000 max_nr=4",
                "get_and_clear_full_ptes mm=1 addr=0x40000 nr=4 full=1",
                "move_ptes mm=1 addr=0x40000 nr=4 to=0x50000",
                "cpu=0 write mm=1 addr=0x44000 slot=68",
                "cpu=0 execute mm=1 addr=0x44000",
                "cpu=1 write mm=1 addr=0x44000 slot=68 fault=1",
                "cpu=1 fill mm=1 addr=0x44000 slot=68 block=1",
                "cpu=1 evict mm=1 addr=0x44000",
                "cpu=1 ptep_get_lockless mm=1 addr=0x44000 reads=3",
                "cpu=1 resume mm=1 addr=0x44000 reads=3",
                "cpu=1 resume mm=1 addr=0x44000",
                "madvise_free mm=1 addr=0x44000 nr=4",
                "flush_tlb_range mm=1 addr=0x44000 nr=4",
                "flush_tlb_page mm=1 addr=0x44000",
                "flush_tlb_mm mm=1 addr=0x44000",
            })
    void text_parsedLine_isTheLine(String line) {
        assertEquals(line, Operation.parse(line).text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "write addr=0x44000                        | cpu=0 write mm=1 addr=0x44000",
                "ptep_get addr=0x40000  mm=1               | ptep_get mm=1 addr=0x40000",
                "cpu=0 ptep_get mm=1 addr=0x40000          | ptep_get mm=1 addr=0x40000",
                "ptep_get mm=1 addr=0x0000000000040000     | ptep_get mm=1 addr=0x40000",
                "set_ptes mm=1 addr=0x0 pfn=0x1 nr=1 prot=ro with=none"
                        + "| set_ptes mm=1 addr=0x0 pfn=0x1 nr=1 prot=ro",
                "clear_full_ptes mm=1 addr=0x0 nr=1 full=0 | clear_full_ptes mm=1 addr=0x0 nr=1",
                "set_pte_at mm=1 addr=0x0 nr=1 pte=0x340   | set_pte_at mm=1 addr=0x0 pte=0x340",
            })
    void text_lineWithDefaultsWritten_leavesThemOut(String line, String text) {
        assertEquals(text, Operation.parse(line).text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cpu=1| an operation must follow: cpu=1",
                "cpu=8 ptep_get mm=1 addr=0x0| cpu: found 8, expected a decimal number from 0 to 7,"
                        + " below the cpus= of the machine",
                "cpu=x ptep_get mm=1 addr=0x0| cpu: found x, expected a decimal number from 0 to 7,"
                        + " below the cpus= of the machine",
                "cpu=+1 ptep_get mm=1 addr=0x0"
                        + "| cpu: found +1, expected a decimal number from 0 to 7,"
                        + " below the cpus= of the machine",
                "set_pte mm=1| unknown operation set_pte, expected one of 'quire list operations'",
                "ptep_get mm=1 addr| expected key=value, each key once, found addr",
                "ptep_get mm=1 mm=2| expected key=value, each key once, found mm=2",
                "ptep_get mm=0 addr=0x0| mm: found 0, expected a decimal number from 1 to 255",
                "ptep_get mm=256 addr=0x0| mm: found 256, expected a decimal number from 1 to 255",
                "ptep_get mm=1 addr=40000"
                        + "| addr: found 40000, expected 0x and 1 to 16 hexadecimal digits",
                "ptep_get mm=1 addr=0x"
                        + "| addr: found 0x, expected 0x and 1 to 16 hexadecimal digits",
                "ptep_get mm=1 addr=0x11112222333344445"
                        + "| addr: found 0x11112222333344445,"
                        + " expected 0x and 1 to 16 hexadecimal digits",
                "ptep_get mm=1 addr=0xfg"
                        + "| addr: found 0xfg, expected 0x and 1 to 16 hexadecimal digits",
                "ptep_get mm=1 addr=0x+1"
                        + "| addr: found 0x+1, expected 0x and 1 to 16 hexadecimal digits",
                "ptep_get mm=1 addr=0x0 nr=1"
                        + "| unknown key nr of ptep_get, expected one of mm addr",
                "move_ptes mm=1 addr=0x0 pfn=0x1"
                        + "| unknown key pfn of move_ptes, expected one of mm addr nr to",
                "ptep_get| ptep_get must have the keys mm addr",
                "ptep_get mm=1| ptep_get must have the keys mm addr",
                "ptep_get addr=0x0| ptep_get must have the keys mm addr",
                "read slot=3| read must have the keys mm addr",
                "set_ptes mm=1 addr=0x0| set_ptes must have the keys pfn nr prot",
                "set_pte_at mm=1 addr=0x0| set_pte_at must have the keys pte",
                "set_pte_at mm=1 addr=0x0 pfn=0x1"
                        + "| unknown key pfn of set_pte_at, expected one of mm addr pte nr",
                "wrprotect_ptes mm=1 addr=0x0 nr=many| nr: found many,"
                        + " expected a decimal number from -2147483648 to 2147483647",
                "set_ptes prot=wr| prot: found wr,"
                        + " expected one of none, ro, rw, rx, rwx, x, kro, krw",
                "set_ptes with=young| with: found young,"
                        + " expected some of old,dirty,uffd_wp,special,tagged,guarded,key,cont",
                "ptep_set_access_flags entry=young,| entry: found ,"
                        + " expected some of young,dirty,write",
                "clear_young_dirty_ptes flags=write| flags: found write,"
                        + " expected some of young,dirty",
                "folio_pte_batch_flags flags=dirty| flags: found dirty, expected some of"
                        + " respect_dirty,respect_soft_dirty,respect_write,merge_write,"
                        + "merge_young_dirty",
                "clear_full_ptes full=2| full: found 2, expected a decimal number from 0 to 1",
                "ptep_set_access_flags dirty=yes"
                        + "| dirty: found yes, expected a decimal number from 0 to 1",
                "read slot=-1| slot: found -1, expected a decimal number from 0 to 2147483647",
                "resume reads=0| reads: found 0, expected a decimal number from 1 to 2147483647",
                "evict slot=3| unknown key slot of evict, expected one of mm addr",
                "fill fault=1| unknown key fault of fill, expected one of mm addr slot block",
            })
    void parse_malformedLine_saysWhatIsExpected(String line, String message) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Operation.parse(line));
        assertEquals(message, refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@5| expected @ACCESS OPERATION, found @5",
                "5 read addr=0x0| expected @ACCESS OPERATION, found 5 read addr=0x0",
                "@x read addr=0x0| found x, expected a decimal number from 0 to 99999",
                "@-1 read addr=0x0| found -1, expected a decimal number from 0 to 99999",
                "@100000 read addr=0x0| found 100000, expected a decimal number from 0 to 99999",
                "@1 red addr=0x0"
                        + "| unknown operation red, expected one of 'quire list operations'",
            })
    void parse_malformedAct_saysWhatIsExpected(String line, String message) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Act.parse(line));
        assertEquals(message, refused.getMessage());
    }

    @Test
    void parse_textOfActOfEveryCall_isEqual() {
        for (int access : new int[] {0, 5, Act.ACCESS_MAX}) {
            for (Call call : Call.values()) {
                Act act = new Act(access, all(call).get(0));
                assertEquals(act, Act.parse(act.text()));
            }
        }
    }

    @Test
    void preempted_everyCall_isTrueForLocklessReadsInPieces() {
        for (Call call : Call.values()) {
            Operation whole = Operation.of(call, 1, 0, 1);
            boolean piece = call == Call.RESUME || call == Call.PTEP_GET_LOCKLESS;
            assertEquals(call == Call.RESUME, whole.preempted(), call.word);
            assertEquals(piece, whole.withValue(1).preempted(), call.word);
        }
    }

    private static Act act(int access) {
        return new Act(access, Operation.parse("cpu=1 read addr=0x40000"));
    }

    @Test
    void lines_ofStepWithActs_areOperationThenActs() {
        Operation operation = Operation.of(Call.PTEP_GET, 1, 0x40000, 1);
        assertEquals(
                List.of(
                        "ptep_get mm=1 addr=0x40000",
                        "@0 cpu=1 read mm=1 addr=0x40000",
                        "@2 cpu=1 read mm=1 addr=0x40000"),
                new Step(operation, List.of(act(0), act(2))).lines());
    }

    @Test
    void operations_ofStepWithActs_countsEach() {
        Operation operation = Operation.of(Call.PTEP_GET, 1, 0x40000, 1);
        assertEquals(3, new Step(operation, List.of(act(2), act(2))).operations());
    }

    @Test
    void operations_ofStepWithoutActs_isOne() {
        assertEquals(1, Step.of(Operation.of(Call.PTEP_GET, 1, 0x40000, 1)).operations());
    }

    @Test
    void step_actsOutOfOrder_isRefused() {
        Operation operation = Operation.of(Call.PTEP_GET, 1, 0x40000, 1);
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new Step(operation, List.of(act(2), act(1))));
        assertEquals(
                "acts must stand in the order of their accesses:"
                        + " @2 cpu=1 read mm=1 addr=0x40000, then @1 cpu=1 read mm=1 addr=0x40000",
                refused.getMessage());
    }

    @Test
    void with_eachArgument_changesItAlone() {
        Operation base = Operation.parse("set_ptes mm=1 addr=0x40000 pfn=0x100 nr=4 prot=rw");
        assertEquals(
                "cpu=3 set_ptes mm=2 addr=0x41000 pfn=0x200 nr=5 prot=ro with=old",
                base.withAddr(0x41000)
                        .withNr(5)
                        .withValue(0x200)
                        .withProt(Protection.READ)
                        .withFlags(Operation.OLD)
                        .withCpu(3)
                        .withMm(2)
                        .text());
    }

    @Test
    void set_arguments_areThoseOfTheLine() {
        assertEquals(
                Operation.parse("set_ptes mm=1 addr=0x40000 pfn=0x100 nr=4 prot=rw with=cont"),
                Operation.set(1, 0x40000, 0x100, 4, Protection.WRITE, Operation.CONT));
    }

    @Test
    void givesCont_everyCall_isTrueForValuesWithTheBit() {
        for (Call call : Call.values()) {
            boolean gives = call == Call.SET_PTES || call == Call.PTE_ADVANCE_PFN;
            assertEquals(gives, Operation.of(call, 1, 0, 1, Operation.CONT).givesCont());
        }
    }
}
