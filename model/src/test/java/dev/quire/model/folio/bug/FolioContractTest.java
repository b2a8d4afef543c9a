package dev.quire.model.folio.bug;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.lockstep.FolioAct;
import dev.quire.model.folio.lockstep.FolioContract;
import dev.quire.model.folio.lockstep.FolioLockStep;
import dev.quire.model.folio.lockstep.FolioOperation;
import dev.quire.model.folio.lockstep.FolioRule;
import dev.quire.model.folio.lockstep.FolioStep;
import dev.quire.model.harness.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FolioContractTest {
    private static FolioLockStep run(String machine, String... lines) {
        FolioLockStep run = new FolioLockStep(FolioMachine.named(machine), FolioSubjects.PACKED);
        for (String line : lines) {
            Outcome outcome = run.step(FolioStep.of(FolioOperation.parse(line)));
            assertEquals(Outcome.PASSED, outcome, () -> line + ": " + run.whyIllegal());
        }
        return run;
    }

    /** A file's folio, an anonymous one that is mapped, a typed one. */
    private static FolioLockStep peopled(String machine) {
        return run(
                machine,
                "folio_alloc pfn=0x0 order=2",
                "filemap_add_folio pfn=0x0 index=0x0",
                "folio_alloc pfn=0x4 order=2",
                "map_anon mm=1 addr=0x0 pfn=0x4 nr=2 prot=rw exclusive=1",
                "folio_alloc pfn=0x8 order=0",
                "set_page_type pfn=0x8 type=0xf2",
                "map_file mm=2 addr=0x0 pfn=0x0 nr=2 prot=r");
    }

    @ParameterizedTest
    @CsvSource({
        "MACHINE, folio_get pfn=0x40",
        "MACHINE, cpu=3 folio_get pfn=0x0",
        "MACHINE, unmap mm=4 addr=0x0",
        "MACHINE, fork_range mm=1 addr=0x0 to=1",
        "ALIGNED, folio_alloc pfn=0x11 order=1",
        "ALIGNED, folio_alloc pfn=0x0 order=5",
        "FREE, folio_alloc pfn=0x0 order=0",
        "ALLOCATED, folio_get pfn=0x20",
        "HELD, unpin_user_page pfn=0x4",
        "UNUSED, folio_put pfn=0x8",
        "FLAG, set_flag flag=swapcache pfn=0x4",
        "KIND, filemap_add_folio pfn=0x4 index=0x0",
        "KIND, filemap_remove_folio pfn=0x0",
        "KIND, add_to_swap pfn=0x4 entry=0x1",
        "KIND, set_page_type pfn=0x0 type=0xf2",
        "KIND, map_file mm=1 addr=0x4000 pfn=0x4 prot=r",
        "KIND, flush_dcache_folio pfn=0x8",
        "AREA, unmap mm=1 addr=0x17000 nr=2",
        "ONE_FOLIO, fork_range mm=1 addr=0x0 nr=3 to=3",
        "ONE_FOLIO, map_anon mm=1 addr=0x4000 pfn=0x6 nr=3 prot=r",
        "NONE, map_zero_page mm=1 addr=0x0",
        "NONE, fork_range mm=1 addr=0x0 to=2",
        "PRESENT, execute mm=1 addr=0x0",
        "PRESENT, wp_page_reuse mm=1 addr=0x0",
        "PRESENT, remove_migration_pte mm=1 addr=0x0",
        "PRESENT, pin_user_page mm=1 addr=0x5000",
        "MAPPED, map_anon mm=1 addr=0x4000 pfn=0x4 prot=r exclusive=1",
        "MAPPED, map_anon mm=1 addr=0x4000 pfn=0x6 prot=rw",
        "ARCH, make_secure pfn=0x4",
        "ARCH, host_access pfn=0x4",
        "POISONED, unpoison_memory pfn=0x4",
        "LOCKED, split_folio pfn=0x4 order=0",
        "ORDER, split_folio pfn=0x4 order=2"
    })
    void check_brokenRule_isNamedAndNothingRuns(FolioRule rule, String text) {
        FolioLockStep run = peopled("folio-4k");
        FolioOperation operation = FolioOperation.parse(text);
        assertEquals(Outcome.ILLEGAL, run.step(FolioStep.of(operation)));
        assertEquals(rule, run.brokenRule());
        assertEquals(rule.sentence + ": " + text, run.whyIllegal());
    }

    @Test
    void check_secureFrame_isNotWrittenOrFreed() {
        FolioLockStep run =
                run(
                        "folio-4k-secure",
                        "folio_alloc pfn=0x0 order=0",
                        "filemap_add_folio pfn=0x0 index=0x0",
                        "make_secure pfn=0x0");
        FolioContract contract = run.contract();
        assertEquals(
                FolioRule.SECURE, contract.check(FolioOperation.parse("kernel_write pfn=0x0")));
        assertEquals(FolioRule.SECURE, contract.check(FolioOperation.parse("make_secure pfn=0x0")));
        assertEquals(
                FolioRule.LEGAL,
                contract.check(FolioOperation.parse("filemap_remove_folio pfn=0x0")));
        run.step(FolioStep.of(FolioOperation.parse("folio_put pfn=0x0")));
        assertEquals(
                FolioRule.UNUSED,
                contract.check(FolioOperation.parse("filemap_remove_folio pfn=0x0")));
    }

    @ParameterizedTest
    @CsvSource({
        "@0 points=1 cpu=1 map_file mm=2 addr=0x5000 pfn=0x0 prot=rx,"
                + " @1 cpu=1 execute mm=1 addr=0x0",
        "@0 points=1 cpu=1 map_file mm=2 addr=0x5000 pfn=0x0 prot=rx,"
                + " @1 cpu=1 map_file mm=2 addr=0x6000 pfn=0x0 prot=rx",
        "@0 cpu=1 map_file mm=2 addr=0x5000 pfn=0x0 prot=rx,"
                + " @1 cpu=1 map_file mm=2 addr=0x5000 pfn=0x0 prot=rx",
        "@0 points=1 cpu=1 execute mm=2 addr=0x0, @1 cpu=1 execute mm=2 addr=0x0"
    })
    void pieces_ofTwoCallsOrWithExecutionBetween_areIllegal(String first, String second) {
        FolioLockStep run = peopled("folio-4k");
        FolioOperation operation = FolioOperation.parse("map_file mm=1 addr=0x4000 pfn=0x0 prot=r");
        List<FolioAct> acts = List.of(FolioAct.parse(first), FolioAct.parse(second));
        assertEquals(Outcome.ILLEGAL, run.step(new FolioStep(operation, acts)));
        assertEquals(FolioRule.ACT, run.brokenRule());
    }

    @ParameterizedTest
    @CsvSource({
        "execute mm=2 addr=0x0",
        "cpu=1 folio_get pfn=0x0",
        "cpu=1 map_file mm=1 addr=0x5000 pfn=0x0 prot=rx"
    })
    void checkAct_thatMayNotBe_isIllegal(String act) {
        FolioLockStep run = peopled("folio-4k");
        FolioOperation operation = FolioOperation.parse("map_file mm=1 addr=0x4000 pfn=0x0 prot=r");
        FolioStep step =
                new FolioStep(operation, List.of(new FolioAct(0, FolioOperation.parse(act))));
        assertEquals(Outcome.ILLEGAL, run.step(step));
        assertEquals(FolioRule.ACT, run.brokenRule());
    }
}
