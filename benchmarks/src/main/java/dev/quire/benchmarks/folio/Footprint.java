package dev.quire.benchmarks.folio;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.packed.PackedFolios;
import dev.quire.model.reference.PageByPage;
import java.lang.reflect.Array;
import java.lang.reflect.Field;

/**
 * Bytes that the state of one page takes, without its slots, which both have. Arrays are counted by
 * their elements, headers not.
 */
public final class Footprint {
    private Footprint() {}

    /** Of folios packed into words. */
    public static double packed(FolioMachine machine) {
        return (double) new PackedFolios(machine).words() * Long.BYTES / machine.pages();
    }

    /** Of the reference: all of its arrays but the slots. */
    public static double reference(FolioMachine machine) {
        PageByPage pages = new PageByPage(machine);
        long bytes = 0;
        for (Class<?> type = pages.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                boolean slots = field.getName().equals("slots");
                bytes += field.getType().isArray() && !slots ? bytes(value(field, pages)) : 0;
            }
        }
        return (double) bytes / machine.pages();
    }

    private static Object value(Field field, Object of) {
        try {
            field.setAccessible(true);
            return field.get(of);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("harness bug: " + field + " must be readable", e);
        }
    }

    private static long bytes(Object array) {
        Class<?> element = array.getClass().getComponentType();
        long sum = 0;
        for (int i = 0; i < Array.getLength(array); i++) {
            sum += element.isArray() ? bytes(Array.get(array, i)) : size(element);
        }
        return sum;
    }

    private static int size(Class<?> element) {
        if (element == boolean.class) {
            return 1;
        }
        if (element == int.class) {
            return Integer.BYTES;
        }
        if (element == long.class) {
            return Long.BYTES;
        }
        throw new IllegalStateException("an array must be of booleans, ints or longs: " + element);
    }
}
