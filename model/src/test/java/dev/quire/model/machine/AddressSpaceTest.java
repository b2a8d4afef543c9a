package dev.quire.model.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressSpaceTest {
    @ParameterizedTest
    @ValueSource(ints = {1, AddressSpace.ID_MAX})
    void addressSpace_idAtItsBounds_isTaken(int id) {
        assertEquals(id, new AddressSpace(id, AddressSpace.Kind.USER).id());
    }

    @Test
    void folds_kindOfAddressSpace_isTrueForUserAlone() {
        List<Boolean> folds = new ArrayList<>();
        for (AddressSpace.Kind kind : AddressSpace.Kind.values()) {
            folds.add(new AddressSpace(1, kind).folds());
        }
        assertEquals(List.of(true, false, false), folds);
    }

    @Test
    void addressSpace_idZero_isRefused() {
        AddressSpace.Kind user = AddressSpace.Kind.USER;
        assertThrows(IllegalArgumentException.class, () -> new AddressSpace(0, user));
    }

    @Test
    void addressSpace_idTooHigh_isRefused() {
        AddressSpace.Kind user = AddressSpace.Kind.USER;
        assertThrows(IllegalArgumentException.class, () -> new AddressSpace(256, user));
    }

    @Test
    void kindOf_eachWord_isThatKind() {
        for (AddressSpace.Kind kind : AddressSpace.Kind.values()) {
            assertEquals(kind, AddressSpace.Kind.of(kind.word));
        }
    }

    @Test
    void kindOf_unknownWord_namesAll() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> AddressSpace.Kind.of("guest"));
        assertEquals("found guest, expected one of user, kernel, efi", refused.getMessage());
    }
}
