package dev.quire.model.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.entry.Meaning;
import dev.quire.model.entry.Protection;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.invariant.Goal;
import dev.quire.model.operation.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accesses whose fault the core handles: it asks for what is missing, and they fault no more. */
final class HandledFaultTest {
    private static final Geometry GEOMETRY = new Geometry(12, 2, 4);
    private static final String BLOCK = "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=4 prot=rw";
    private static final String READ_ONLY = "set_ptes mm=1 addr=0x41000 pfn=0x101 nr=1 prot=ro";
    private static final String UPGRADE =
            "ptep_set_access_flags mm=1 addr=0x41000 entry=young,dirty,write dirty=1";
    private static final String WRITE = "cpu=1 write mm=1 addr=0x41000 fault=1";
    private static final String READ = "cpu=1 read mm=1 addr=0x41000 fault=1";

    private static boolean faulted(Stage stage) {
        return (stage.runner().goals().reached() & Goal.FAULTED.bit()) != 0;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cpu=1 read    mm=2 addr=0x41234 | READ          | false | young",
                "cpu=1 read    mm=2 addr=0x41fff | READ          | true  | young,dirty",
                "cpu=1 read    mm=2 addr=0x41000 | WRITE         | false | young,write",
                "cpu=1 read    mm=2 addr=0x41000 | WRITE         | true  | young,dirty,write",
                "cpu=1 execute mm=2 addr=0x41000 | READ_EXECUTE  | false | young",
                "cpu=1 execute mm=2 addr=0x41000 | EXECUTE       | false | young",
                "cpu=1 execute mm=2 addr=0x41000 | WRITE_EXECUTE | false | young,write",
                "cpu=1 write   mm=2 addr=0x41008 | READ          | false"
                        + " | young,dirty,write dirty=1",
                "cpu=1 write   mm=2 addr=0x41000 | WRITE         | true"
                        + " | young,dirty,write dirty=1",
            })
    void of_permittedAccess_asksForItAndWhatTheEntryHas(
            String access, Protection prot, boolean dirty, String entry) {
        long meaning = Meaning.present(0x100, prot.attributes);
        Operation handler = FaultHandler.of(Operation.parse(access), meaning, dirty, GEOMETRY);
        assertEquals(
                "cpu=1 ptep_set_access_flags mm=2 addr=0x41000 entry=" + entry, handler.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cpu=1 read    mm=2 addr=0x41000 | EXECUTE",
                "cpu=1 write   mm=2 addr=0x41000 | EXECUTE",
                "cpu=1 read    mm=2 addr=0x41000 | NONE",
                "cpu=1 execute mm=2 addr=0x41000 | READ",
                "cpu=1 execute mm=2 addr=0x41000 | NONE",
            })
    void of_accessThatTheEntryForbids_isNone(String access, Protection prot) {
        long meaning = Meaning.present(0x100, prot.attributes);
        assertNull(FaultHandler.of(Operation.parse(access), meaning, true, GEOMETRY));
    }

    @Test
    void upgrade_thatDoesNotWaitForItsFlush_faultsForEver() {
        Verdict verdict =
                Stage.of(WrongFlush.UPGRADE_NOT_WAITED_FOR.subject())
                        .pass(READ_ONLY)
                        .pass("cpu=1 fill mm=1 addr=0x41000")
                        .fails(WRITE);
        assertEquals(
                "livelock live INV-84 write step 3: the access faults again after its fault was"
                        + " handled",
                verdict.signature() + " step " + verdict.step() + ": " + verdict.message());
    }

    @Test
    void upgrade_thatDoesNotWaitOnACpuThatManagesDirty_faultsForEver() {
        Verdict verdict =
                Stage.of(WrongFlush.UPGRADE_NOT_WAITED_FOR.subject())
                        .pass(READ_ONLY)
                        .pass("cpu=0 fill mm=1 addr=0x41000")
                        .fails("cpu=0 write mm=1 addr=0x41000 fault=1");
        assertEquals("livelock live INV-84 write", verdict.signature());
    }

    @Test
    void upgrade_thatDoesNotWaitWhereNothingIsKept_passes() {
        Stage stage = Stage.of(WrongFlush.UPGRADE_NOT_WAITED_FOR.subject()).pass(READ_ONLY);
        stage.pass(WRITE);
        assertTrue(stage.runner().pages().dirty(1));
    }

    @Test
    void write_faultNotToBeHandled_isLeftAFault() {
        Stage stage =
                Stage.of(WrongFlush.UPGRADE_NOT_WAITED_FOR.subject())
                        .pass(READ_ONLY)
                        .pass("cpu=1 fill mm=1 addr=0x41000")
                        .pass("cpu=1 write mm=1 addr=0x41000");
        assertFalse(stage.runner().pages().dirty(1));
    }

    @Test
    void write_readOnlyPageOfAWritableArea_isUpgraded() {
        Stage stage = Stage.strict().pass(READ_ONLY).pass(WRITE);
        assertEquals(
                "true true 2",
                faulted(stage)
                        + " "
                        + stage.runner().pages().dirty(1)
                        + " "
                        + stage.runner().steps());
    }

    @Test
    void write_faultOfAKeptTranslationThatIsOutOfDate_isSpurious() {
        Stage stage =
                Stage.strict()
                        .pass(READ_ONLY)
                        .pass("cpu=1 fill mm=1 addr=0x41000")
                        .pass(UPGRADE)
                        .pass(WRITE);
        assertEquals("true ", faulted(stage) + " " + stage.kept());
    }

    @Test
    void write_faultOfAKeptCleanOneOnACpuThatManagesNothing_isSpurious() {
        Stage stage =
                Stage.strict()
                        .pass("set_ptes mm=1 addr=0x41000 pfn=0x101 nr=1 prot=rw")
                        .pass("cpu=1 fill mm=1 addr=0x41000")
                        .pass("cpu=0 write mm=1 addr=0x41000")
                        .pass(WRITE);
        assertEquals("true ", faulted(stage) + " " + stage.kept());
    }

    @Test
    void write_cleanSiblingOfADirtyDescriptor_isMadeWritableInEach() {
        Stage stage = Stage.strict().pass(BLOCK).pass("cpu=0 write mm=1 addr=0x43000").pass(WRITE);
        assertEquals("1111", stage.folded(0, 4));
    }

    @Test
    void read_faultOfAKeptTranslationThatForbidsIt_isSpurious() {
        Stage stage =
                Stage.strict()
                        .pass("set_ptes mm=1 addr=0x60000 pfn=0x100 nr=1 prot=x")
                        .pass("cpu=1 fill mm=1 addr=0x60000")
                        .pass("pte_clear mm=1 addr=0x60000")
                        .pass("set_ptes mm=1 addr=0x60000 pfn=0x100 nr=1 prot=rx")
                        .pass("cpu=1 read mm=1 addr=0x60000 fault=1");
        assertEquals("", stage.kept());
    }

    @Test
    void read_oldWritableBlock_isMadeYoungAndStaysFolded() {
        Stage stage = Stage.strict().pass(BLOCK + " with=old").pass(READ);
        assertEquals("1111 true", stage.folded(0, 4) + " " + stage.runner().pages().young(1));
    }

    @Test
    void read_oldDirtyPage_staysDirty() {
        Stage stage = Stage.strict().pass(BLOCK + " with=old,dirty").pass(READ);
        assertEquals("1111 true", stage.folded(0, 4) + " " + stage.runner().pages().dirty(1));
    }

    @Test
    void read_completedAccess_asksForNothing() {
        Stage stage = Stage.strict().pass(BLOCK);
        long before = stage.raw(1);
        stage.pass(READ);
        assertEquals(before + " false", stage.raw(1) + " " + faulted(stage));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set_pte_at mm=1 addr=0x41000 pte=0x40",
                "set_ptes mm=1 addr=0x41000 pfn=0x101 nr=1 prot=none",
                "set_ptes mm=1 addr=0x41000 pfn=0x101 nr=1 prot=ro with=uffd_wp",
            })
    void write_faultThatNoUpgradeResolves_isLeftAFault(String line) {
        Stage stage = Stage.strict().pass(line);
        long before = stage.raw(1);
        stage.pass(WRITE);
        assertEquals(before + " true", stage.raw(1) + " " + faulted(stage));
    }

    @Test
    void write_areaThatForbidsIt_isLeftAFault() {
        Stage stage = Stage.strict().pass("set_ptes mm=1 addr=0x58000 pfn=0x100 nr=1 prot=ro");
        long before = stage.raw(24);
        stage.pass("cpu=1 write mm=1 addr=0x58000 fault=1");
        assertEquals(before, stage.raw(24));
    }

    @Test
    void write_whileAChangeOfProtectionIsOpen_isLeftAFault() {
        Stage stage =
                Stage.strict()
                        .pass(READ_ONLY)
                        .pass("set_ptes mm=1 addr=0x50000 pfn=0x200 nr=1 prot=rw")
                        .pass("modify_prot_start_ptes mm=1 addr=0x50000 nr=1")
                        .pass(WRITE);
        assertFalse(stage.runner().pages().dirty(1));
    }

    @Test
    void execute_pageWithoutPermission_isLeftAFault() {
        Stage stage = Stage.strict().pass(READ_ONLY);
        long before = stage.raw(1);
        stage.pass("cpu=1 execute mm=1 addr=0x41000 fault=1");
        assertEquals(before, stage.raw(1));
    }

    @Test
    void handler_thatFails_isTheVerdict() {
        Verdict verdict =
                Stage.of(WrongFlush.UPGRADE_NOT_WAITED_FOR.subject())
                        .pass(BLOCK)
                        .pass("cpu=0 write mm=1 addr=0x43000")
                        .fails(WRITE);
        assertEquals(
                "violation access-flags-live INV-25 ptep_set_access_flags", verdict.signature());
    }
}
