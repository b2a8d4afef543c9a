package dev.quire.model.folio.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.TableSlot;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FolioOperationTest {
    /** An operation with something in every argument that its call has. */
    private static FolioOperation full(FolioCall call) {
        List<FolioArgument> has = call.arguments;
        boolean slots = has.contains(FolioArgument.ADDR);
        int value = 2;
        boolean plain =
                !has.contains(FolioArgument.FLAG)
                        && !has.contains(FolioArgument.INDEX)
                        && !has.contains(FolioArgument.ENTRY)
                        && !has.contains(FolioArgument.TYPE)
                        && !has.contains(FolioArgument.TO)
                        && !has.contains(FolioArgument.FAIL);
        int flags = has.contains(FolioArgument.PROT) ? (int) TableSlot.EXEC : 0;
        flags |= has.contains(FolioArgument.EXCLUSIVE) ? FolioOperation.EXCLUSIVE : 0;
        flags |= has.contains(FolioArgument.UNIFORM) ? FolioOperation.UNIFORM : 0;
        return new FolioOperation(
                call,
                1,
                slots ? 2 : 1,
                slots ? 5 : 0,
                has.contains(FolioArgument.PFN) ? 12 : 0,
                has.contains(FolioArgument.NR) ? 3 : 1,
                has.contains(FolioArgument.ORDER) ? 2 : 0,
                plain ? 0 : value,
                flags);
    }

    @ParameterizedTest
    @EnumSource(FolioCall.class)
    void text_ofEveryCall_readsBackEqual(FolioCall call) {
        FolioOperation operation = full(call);
        assertEquals(operation, FolioOperation.parse(operation.text()));
        FolioOperation plain = operation.withCpu(0).withFlags(0);
        assertEquals(plain, FolioOperation.parse(plain.text()));
    }

    @ParameterizedTest
    @EnumSource(FolioCall.class)
    void lower_ofEveryCall_isAnotherOperationOfIt(FolioCall call) {
        FolioOperation operation = full(call);
        for (FolioOperation lower : operation.lower()) {
            assertEquals(call, lower.call());
            assertNotEquals(operation, lower);
        }
        assertTrue(operation.lower().contains(operation.withCpu(0)));
    }

    @Test
    void text_ofAFlag_isItsName() {
        assertEquals(
                "set_flag flag=dirty pfn=0x5",
                FolioOperation.ofFlag(FolioCall.SET, FolioFlag.DIRTY, 5).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "folio_allot pfn=0x0 order=0",
                "folio_alloc pfn=0x0",
                "folio_alloc pfn=0x0 order=0 order=0",
                "folio_alloc pfn=0 order=0",
                "folio_get pfn=0x0 nr=1",
                "set_flag flag=dirt pfn=0x0",
                "unmap mm=1 addr=0x800",
                "unmap mm=0 addr=0x1000",
                "map_file mm=1 addr=0x0 pfn=0x0 prot=x",
                "cpu=9 folio_get pfn=0x0",
                "cpu=1"
            })
    void parse_wrongText_isRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> FolioOperation.parse(text));
    }

    @Test
    void act_itsText_readsBackEqual() {
        FolioAct act = new FolioAct(7, full(FolioCall.EXECUTE));
        assertEquals(act, FolioAct.parse(act.text()));
        FolioAct piece = new FolioAct(7, 0, full(FolioCall.MAP_FILE));
        assertEquals(piece, FolioAct.parse(piece.text()));
        assertThrows(IllegalArgumentException.class, () -> FolioAct.parse("@x execute"));
        assertThrows(IllegalArgumentException.class, () -> FolioAct.parse("@1 points=x execute"));
    }

    @Test
    void step_actsOutOfOrder_isRefused() {
        FolioOperation operation = full(FolioCall.EXECUTE);
        List<FolioAct> acts = List.of(new FolioAct(2, operation), new FolioAct(1, operation));
        assertThrows(IllegalArgumentException.class, () -> new FolioStep(operation, acts));
    }
}
