package dev.quire.properties.folio;

import dev.quire.model.folio.FolioApi;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioPort;
import dev.quire.model.folio.TableSlot;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.model.folio.packed.PackedFolios;
import dev.quire.properties.choice.Choices;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * The right subject, but for one call: some or all of its stores are lost, or another word or slot,
 * of whatever page, changes with them.
 */
final class Saboteur implements InvocationHandler {
    private static final int STORES = 1 << 12;

    private static final int LOSES_ALL = 0;
    private static final int LOSES_A_WORD = 1;
    private static final int LOSES_A_SLOT = 2;
    private static final int CHANGES_A_WORD = 3;
    private static final int CHANGES_A_SLOT = 4;
    private static final int WAYS = 5;

    private final FolioMachine machine;
    private final FolioApi api;
    private Choices choices;

    private Saboteur(FolioMachine machine) {
        this.machine = machine;
        api = new PackedFolios(machine);
    }

    /** A subject, and who breaks it when told. */
    static final class Subject {
        private Saboteur opened;

        final FolioSubject subject =
                new FolioSubject("sabotaged", "right but for one call", this::open);

        private FolioApi open(FolioMachine machine) {
            opened = new Saboteur(machine);
            return (FolioApi)
                    Proxy.newProxyInstance(
                            Saboteur.class.getClassLoader(),
                            new Class<?>[] {FolioApi.class},
                            opened);
        }

        /** The next call is broken, in the way that is chosen. */
        void breakNext(Choices chosen) {
            opened.choices = chosen;
        }
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        try {
            if (choices == null || arguments == null) {
                return method.invoke(api, arguments);
            }
            return sabotage(method, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Object sabotage(Method method, Object[] arguments)
            throws IllegalAccessException, InvocationTargetException {
        FolioPort port = (FolioPort) arguments[0];
        Choices chosen = choices;
        choices = null;
        int way = chosen.below(WAYS);
        Tape tape = new Tape(port, way == LOSES_ALL, way == LOSES_A_SLOT ? chosen.below(3) : -1);
        arguments[0] =
                Proxy.newProxyInstance(
                        Saboteur.class.getClassLoader(), new Class<?>[] {FolioPort.class}, tape);
        Object result = method.invoke(api, arguments);
        spoil(port, tape, way, chosen);
        return result;
    }

    private void spoil(FolioPort port, Tape tape, int way, Choices chosen) {
        if (way == LOSES_ALL) {
            for (int i = tape.stores - 1; i >= 0; i--) {
                port.write(tape.words[i], tape.before[i]);
            }
        } else if (way == LOSES_A_WORD && tape.stores > 0) {
            int which = chosen.below(tape.stores);
            port.write(tape.words[which], tape.before[which]);
        } else if (way == CHANGES_A_WORD) {
            int word = chosen.below(api.words());
            port.write(word, port.read(word) ^ 1L << chosen.below(Long.SIZE));
        } else if (way == CHANGES_A_SLOT) {
            int slot = chosen.below(machine.slots());
            port.setSlot(slot, chosen.chance(1, 2) ? 0 : some(chosen));
        }
    }

    private long some(Choices chosen) {
        return TableSlot.present(chosen.below(machine.pages()), chosen.below(8));
    }

    /** What a call stored over; stores to slots that get lost are not made at all. */
    private static final class Tape implements InvocationHandler {
        private final FolioPort port;
        private final boolean losesSlots;
        private int slotsToLoss;
        private final int[] words = new int[STORES];
        private final long[] before = new long[STORES];
        private int stores;

        Tape(FolioPort port, boolean losesSlots, int slotsToLoss) {
            this.port = port;
            this.losesSlots = losesSlots;
            this.slotsToLoss = slotsToLoss;
        }

        @Override
        public Object invoke(Object proxy, Method call, Object[] told) throws Throwable {
            switch (call.getName()) {
                case "write", "add", "setBits", "clearBits" -> note((int) told[0]);
                case "addAll" -> {
                    for (int i = 0; i < (int) told[1]; i++) {
                        note((int) told[0] + i);
                    }
                }
                case "setSlot" -> {
                    if (losesSlots || slotsToLoss-- == 0) {
                        return null;
                    }
                }
                case "setSlots" -> {
                    for (int i = 0; i < (int) told[1]; i++) {
                        long value = (long) told[2] + i * (long) told[3];
                        ((FolioPort) proxy).setSlot((int) told[0] + i, value);
                    }
                    return null;
                }
                default -> {}
            }
            try {
                return call.invoke(port, told);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private void note(int word) {
            if (stores < STORES) {
                words[stores] = word;
                before[stores++] = port.read(word);
            }
        }
    }
}
