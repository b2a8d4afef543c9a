package dev.quire.model.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.harness.Stage;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls that break the contract: the rule is named and nothing is changed. */
final class ContractTest {
    private static List<IllegalCall> illegalCalls() {
        return IllegalCalls.all();
    }

    private static Stage ready(IllegalCall call) {
        Stage stage = Stage.strict();
        call.before().forEach(line -> stage.pass(line));
        return stage;
    }

    @ParameterizedTest
    @MethodSource("illegalCalls")
    void check_illegalCall_namesTheRule(IllegalCall call) {
        assertEquals(call.rule(), ready(call).illegal(call.line(), call.acts()));
    }

    @Test
    void whyIllegal_everyIllegalCall_saysRuleAndCall() {
        for (IllegalCall call : illegalCalls()) {
            Stage stage = ready(call);
            stage.illegal(call.line(), call.acts());
            String judged = call.acts().length == 0 ? call.line() : call.acts()[0].split(" ", 2)[1];
            String start = call.rule().sentence + ": " + judged;
            assertTrue(stage.why().startsWith(start), stage::why);
        }
    }

    @Test
    void step_everyIllegalCall_changesNothing() {
        for (IllegalCall call : illegalCalls()) {
            Stage stage = ready(call);
            String before = stage.state();
            stage.illegal(call.line(), call.acts());
            assertEquals(before, stage.state(), call::toString);
        }
    }

    @Test
    void illegalCalls_all_breakEveryRule() {
        Set<Rule> broken = EnumSet.noneOf(Rule.class);
        illegalCalls().forEach(call -> broken.add(call.rule()));
        assertEquals(EnumSet.complementOf(EnumSet.of(Rule.LEGAL, Rule.OFFERED)), broken);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wrprotect_ptes mm=1 addr=0x57000 nr=2"
                        + "| R3: the range must lie in one vma: wrprotect_ptes mm=1 addr=0x57000"
                        + " nr=2; the slot of 0x57000 is none; the vma ends at 0x58000",
                "set_ptes mm=1 addr=0x40000 pfn=0x10f nr=2 prot=ro"
                        + "| R4: slot i must map page p+i of one folio: set_ptes mm=1"
                        + " addr=0x40000 pfn=0x10f nr=2 prot=ro; the slot of 0x40000 is none;"
                        + " the folio ends at pfn 0x110",
                "wrprotect_ptes mm=1 addr=0x40000 nr=0"
                        + "| R5: nr must be at least 1: wrprotect_ptes mm=1 addr=0x40000 nr=0",
                "set_pte_at mm=1 addr=0x40000 pte=0x340 nr=3"
                        + "| set_pte_at of a value that is not present must have nr 1: set_pte_at"
                        + " mm=1 addr=0x40000 pte=0x340 nr=3; the slot of 0x40000 is none",
                "cpu=5 read mm=1 addr=0x99000"
                        + "| the cpu must be one of the machine's: cpu=5 read mm=1 addr=0x99000;"
                        + " cpu must be 0 to 1 on this machine",
                "cpu=0 fill mm=1 addr=0x45000 slot=1"
                        + "| a CPU must use a descriptor of the accessed page's own block:"
                        + " cpu=0 fill mm=1 addr=0x45000 slot=1; the slot of 0x45000 is none;"
                        + " the slots of its block are 4 to 7",
            })
    void whyIllegal_rule_saysTheValues(String line, String why) {
        Stage stage = Stage.strict();
        stage.illegal(line);
        assertEquals(why, stage.why());
    }

    @Test
    void whyIllegal_presentSlot_saysWhatItMaps() {
        Stage stage = Stage.strict().pass("set_ptes mm=1 addr=0x40000 pfn=0x100 nr=1 prot=ro");
        stage.illegal("clear_nonpresent_ptes mm=1 addr=0x40000 nr=1");
        assertEquals(
                "no slot of the range may be present: clear_nonpresent_ptes mm=1 addr=0x40000"
                        + " nr=1; the slot of 0x40000 is pfn=0x100 ro",
                stage.why());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cpu=1 ptep_get mm=1 addr=0x40000",
                "ptep_get mm=1 addr=0x59000",
                "cpu=0 read mm=1 addr=0x40008",
                "set_ptes mm=1 addr=0x4f000 pfn=0x100 nr=1 prot=rw",
                "set_ptes mm=1 addr=0x4e000 pfn=0x100 nr=2 prot=rw",
                "set_ptes mm=1 addr=0x56000 pfn=0x100 nr=2 prot=rw",
                "set_ptes mm=1 addr=0x40000 pfn=0x10e nr=2 prot=rw",
                "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=16 prot=rw",
                "set_ptes mm=1 addr=0x40000 pfn=0x900 nr=1 prot=rw with=special",
                "set_ptes mm=1 addr=0x40000 pfn=0xfffffffff nr=1 prot=ro with=special",
                "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=2 prot=ro with=uffd_wp",
                "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=2 prot=none with=uffd_wp",
                "set_ptes mm=1 addr=0x58000 pfn=0x100 nr=2 prot=ro",
                "set_ptes mm=1 addr=0x60000 pfn=0x100 nr=2 prot=rwx",
                "set_ptes mm=1 addr=0x60000 pfn=0x100 nr=2 prot=x",
                "set_ptes mm=2 addr=0x0 pfn=0x100 nr=2 prot=krw",
                "set_ptes mm=3 addr=0x0 pfn=0x100 nr=2 prot=kro",
                "set_pte_at mm=1 addr=0x40000 pte=0x4",
                "set_pte_at mm=1 addr=0x40000 pte=0xfffffffffffff7fc",
                "pte_advance_pfn mm=1 addr=0x40000 pfn=0x100 nr=15 prot=rw",
                "pte_advance_pfn mm=1 addr=0x40000 pfn=0x100 nr=0 prot=rw",
                "pte_advance_pfn mm=1 addr=0x40000 pfn=0xffffffffe nr=1 prot=rw",
                "clear_nonpresent_ptes mm=1 addr=0x40000 nr=16",
                "pte_clear mm=1 addr=0x40000",
                "move_ptes mm=1 addr=0x40000 nr=2 to=0x42000",
                "move_ptes mm=1 addr=0x42000 nr=2 to=0x40000",
                "move_ptes mm=1 addr=0x40000 nr=2 to=0x58000",
                "move_ptes mm=1 addr=0x40000 nr=2 to=0x4e000",
                "flush_tlb_range mm=1 addr=0x40000 nr=16",
                "flush_tlb_page mm=1 addr=0x59000",
                "flush_tlb_mm mm=1 addr=0x59000",
                "cpu=1 fill mm=1 addr=0x40fff slot=3 block=1",
                "cpu=1 evict mm=1 addr=0x40fff",
                "cpu=1 write mm=1 addr=0x40fff fault=1",
            })
    void check_callAtItsBounds_isLegal(String line) {
        Stage.strict().pass(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "set_pte_at mm=1 addr=0x41000 pte=0x40"
                        + "| set_ptes mm=1 addr=0x40000 pfn=0x100 nr=4 prot=rw",
                "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=1 prot=none"
                        + "| set_ptes mm=1 addr=0x40000 pfn=0x200 nr=1 prot=rw",
                "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=1 prot=ro"
                        + "| set_ptes mm=1 addr=0x40000 pfn=0x100 nr=1 prot=rw",
                "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=1 prot=ro"
                        + "| set_pte_at mm=1 addr=0x40000 pte=0x40",
                "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=1 prot=rw with=dirty"
                        + "| set_ptes mm=1 addr=0x40000 pfn=0x100 nr=1 prot=ro with=dirty",
                "set_ptes mm=1 addr=0x40000 pfn=0x210 nr=2 prot=ro"
                        + "| wrprotect_ptes mm=1 addr=0x40000 nr=2",
                "set_ptes mm=1 addr=0x40000 pfn=0x900 nr=1 prot=ro with=special"
                        + "| wrprotect_ptes mm=1 addr=0x40000 nr=1",
                "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=1 prot=none"
                        + "| wrprotect_ptes mm=1 addr=0x40000 nr=1",
                "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=4 prot=rw"
                        + "| modify_prot_start_ptes mm=1 addr=0x40000 nr=4",
                "modify_prot_start_ptes mm=1 addr=0x40000 nr=4"
                        + "| modify_prot_commit_ptes mm=1 addr=0x40000 nr=3 prot=ro",
                "modify_prot_start_ptes mm=1 addr=0x40000 nr=4"
                        + "| ptep_get_lockless mm=1 addr=0x40000",
                "modify_prot_start_ptes mm=1 addr=0x40000 nr=4| cpu=0 read mm=1 addr=0x44000",
                "modify_prot_start_ptes mm=1 addr=0x40000 nr=4| cpu=1 fill mm=1 addr=0x40000",
                "modify_prot_start_ptes mm=1 addr=0x40000 nr=4"
                        + "| cpu=1 write mm=1 addr=0x40000 fault=1",
                "set_ptes mm=1 addr=0x40000 pfn=0x210 nr=2 prot=ro"
                        + "| madvise_free mm=1 addr=0x40000 nr=2",
                "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=4 prot=ro"
                        + "| move_ptes mm=1 addr=0x40000 nr=2 to=0x58000",
                "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=1 prot=ro with=uffd_wp"
                        + "| ptep_set_access_flags mm=1 addr=0x40000 entry=young",
            })
    void check_callAtItsBoundsAfterAnother_isLegal(String first, String line) {
        Stage stage = Stage.strict();
        if (first.startsWith("modify_prot_start")) {
            stage.pass("set_ptes mm=1 addr=0x40000 pfn=0x100 nr=4 prot=rw");
        }
        stage.pass(first).pass(line);
    }

    @Test
    void room_insideVma_endsAtTableOrVma() {
        assertEquals(
                "1 8 0",
                Stage.strict().room(1, 0x4f000)
                        + " "
                        + Stage.strict().room(1, 0x50000)
                        + " "
                        + Stage.strict().room(1, 0x5f000));
    }
}
