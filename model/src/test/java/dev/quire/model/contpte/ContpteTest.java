package dev.quire.model.contpte;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.model.harness.Stage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Contpte against the reference, a sequence for each row of the operations: it passes on every
 * built-in subject, and leaves these blocks folded.
 */
final class ContpteTest {
    private static final String BLOCK = "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=4 prot=rw;";
    private static final String TWO = "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=8 prot=rw;";

    /** Runs lines that semicolons part; those that begin with @ act inside the one before. */
    private static Stage run(Stage stage, String lines) {
        String[] steps = lines.replace("BLOCK", BLOCK).replace("TWO", TWO).split(";\\s*+(?!@)");
        for (String step : steps) {
            String[] parts = step.trim().split(";\\s*");
            String[] acts = Arrays.copyOfRange(parts, 1, parts.length);
            stage.pass(parts[0], acts);
        }
        return stage;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BLOCK | 11110000",
                "BLOCK ptep_get mm=1 addr=0x41000 | 11110000",
                "BLOCK cpu=0 write mm=1 addr=0x40000 slot=2; ptep_get mm=1 addr=0x43000 | 11110000",
                "BLOCK pte_clear mm=1 addr=0x42000 | 00000000",
                "BLOCK ptep_get_and_clear mm=1 addr=0x43000 | 00000000",
                "BLOCK ptep_clear_flush mm=1 addr=0x40000 | 00000000",
                "TWO get_and_clear_full_ptes mm=1 addr=0x40000 nr=4 | 00001111",
                "TWO get_and_clear_full_ptes mm=1 addr=0x41000 nr=4 full=1 | 00000000",
                "TWO clear_full_ptes mm=1 addr=0x40000 nr=5 | 00000000",
                "TWO wrprotect_ptes mm=1 addr=0x40000 nr=8 | 11111111",
                "TWO wrprotect_ptes mm=1 addr=0x40000 nr=6 | 11110000",
                "TWO wrprotect_ptes mm=1 addr=0x42000 nr=6 | 00001111",
                "TWO wrprotect_ptes mm=1 addr=0x43000 nr=1 | 00001111",
                "TWO ptep_test_and_clear_young mm=1 addr=0x41000 | 11111111",
                "TWO test_and_clear_young_ptes mm=1 addr=0x43000 nr=2 | 11111111",
                "TWO clear_flush_young_ptes mm=1 addr=0x43000 nr=2 | 11111111",
                "TWO clear_young_dirty_ptes mm=1 addr=0x42000 nr=4 flags=young,dirty | 11111111",
                "TWO clear_young_dirty_ptes mm=1 addr=0x40000 nr=8 flags=dirty;"
                        + " @3 cpu=0 read mm=1 addr=0x40000 | 11111111",
                "BLOCK cpu=0 write mm=1 addr=0x40000 slot=3;"
                        + " ptep_set_access_flags mm=1 addr=0x40000 entry=young,dirty,write"
                        + " dirty=1; cpu=1 write mm=1 addr=0x40000 | 11110000",
                "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=4 prot=ro;"
                        + " ptep_set_access_flags mm=1 addr=0x40000 entry=young,dirty,write"
                        + " dirty=1 | 00000000",
                "BLOCK modify_prot_start_ptes mm=1 addr=0x40000 nr=4;"
                        + " modify_prot_commit_ptes mm=1 addr=0x40000 nr=4 prot=ro | 11110000",
                "BLOCK modify_prot_start_ptes mm=1 addr=0x40000 nr=4;"
                        + " modify_prot_commit_ptes mm=1 addr=0x40000 nr=2 prot=ro;"
                        + " modify_prot_commit_ptes mm=1 addr=0x42000 nr=2 prot=rw | 00000000",
                "TWO unmap_batch mm=1 addr=0x42000 | 00000000",
                "TWO move_ptes mm=1 addr=0x40000 nr=4 to=0x48000 | 00001111",
                "BLOCK move_ptes mm=1 addr=0x40000 nr=4 to=0x44000 | 00001111",
                "BLOCK folio_pte_batch_flags mm=1 addr=0x41000 max_nr=8 | 11110000",
                "BLOCK pte_batch_hint mm=1 addr=0x42000 | 11110000",
                "set_pte_at mm=1 addr=0x40000 pte=0x10000000000340;"
                        + " ptep_get mm=1 addr=0x40000;"
                        + " clear_nonpresent_ptes mm=1 addr=0x40000 nr=4 | 00000000",
                "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=3 prot=rw;"
                        + " set_ptes mm=1 addr=0x43000 pfn=0x103 nr=1 prot=rw with=dirty"
                        + " | 11110000",
                "set_ptes mm=1 addr=0x41000 pfn=0x101 nr=3 prot=rw;"
                        + " set_ptes mm=1 addr=0x40000 pfn=0x100 nr=1 prot=rw | 00000000",
                "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=4 prot=none | 00000000",
                "set_ptes mm=1 addr=0x40000 pfn=0x210 nr=2 prot=rw;"
                        + " set_ptes mm=1 addr=0x42000 pfn=0x212 nr=2 prot=rw | 00000000",
            })
    void sequence_ofOperations_leavesTheseBlocksFolded(String lines, String folded) {
        String both =
                run(Stage.strict(), lines).folded(0, 8)
                        + " "
                        + run(Stage.visible(), lines).folded(0, 8)
                        + " "
                        + run(Stage.nobbm(), lines).folded(0, 8);
        assertEquals(folded + " " + folded + " " + folded, both);
    }

    @Test
    void setPtes_kernelSpaceWholeBlock_staysSingle() {
        Stage stage = Stage.strict().pass("set_ptes mm=2 addr=0x0 pfn=0x100 nr=16 prot=krw");
        assertEquals("0000000000000000", stage.folded(48, 64));
    }

    @Test
    void setPtes_efiSpaceSlotBySlot_staysSingle() {
        Stage stage = Stage.strict();
        for (int i = 0; i < 4; i++) {
            stage.pass("set_ptes mm=3 addr=0x" + i + "000 pfn=0x10" + i + " nr=1 prot=kro");
        }
        assertEquals("0000", stage.folded(64, 68));
    }

    @Test
    void setPtes_valueWithCont_readsBackAsWithout() {
        Stage stage = Stage.strict();
        stage.pass("set_ptes mm=1 addr=0x40000 pfn=0x100 nr=2 prot=rw with=cont");
        assertEquals("0000", stage.folded(0, 4));
    }

    @Test
    void setPtes_rangeToTableEnd_foldsTheLastBlock() {
        Stage stage = Stage.strict().pass("set_ptes mm=1 addr=0x4a000 pfn=0x10a nr=6 prot=rw");
        assertEquals("00001111", stage.folded(8, 16));
    }

    @Test
    void clearFlushYoung_blockAtVmaEnd_staysOneBlock() {
        Stage stage = Stage.strict().pass("set_ptes mm=1 addr=0x54000 pfn=0x104 nr=4 prot=ro");
        stage.pass("clear_flush_young_ptes mm=1 addr=0x57000 nr=1");
        assertEquals("1111", stage.folded(20, 24));
    }
}
