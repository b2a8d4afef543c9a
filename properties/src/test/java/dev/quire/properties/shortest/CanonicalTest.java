package dev.quire.properties.shortest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.properties.explore.SmallMachine;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanonicalTest {
    private static final Setup SETUP = SmallMachine.USUAL.setup();

    private static String text(String... operations) {
        return Canonical.text(
                SETUP, List.of(operations).stream().map(Operation::parse).map(Step::of).toList());
    }

    @Test
    void text_otherPagesFramesAndCpus_isTheSame() {
        assertEquals(
                text(
                        "set_ptes mm=1 addr=0x14000 pfn=0x100 nr=1 prot=rw",
                        "cpu=0 read addr=0x14000"),
                text(
                        "set_ptes mm=1 addr=0x16000 pfn=0x105 nr=1 prot=rw",
                        "cpu=0 read addr=0x16000"));
    }

    @Test
    void text_anotherPageOfTheRange_differs() {
        String set = "set_ptes mm=1 addr=0x14000 pfn=0x100 nr=2 prot=rw";
        assertNotEquals(
                text(set, "ptep_get mm=1 addr=0x14000"), text(set, "ptep_get mm=1 addr=0x15000"));
    }

    @Test
    void text_otherProtectionOrFlags_differs() {
        String set = "set_ptes mm=1 addr=0x14000 pfn=0x100 nr=1 prot=";
        assertNotEquals(text(set + "rw"), text(set + "ro"));
        assertNotEquals(text(set + "rw"), text(set + "rw with=dirty"));
    }
}
