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
 * The right subject, but for one call: at its end a word is as it was before one of the call's
 * stores, or another word or slot, of whatever page, is different.
 */
final class Saboteur implements InvocationHandler {
    private static final int STORES = 64;

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
            FolioPort port = (FolioPort) arguments[0];
            Choices chosen = choices;
            choices = null;
            Tape tape = new Tape();
            arguments[0] =
                    Proxy.newProxyInstance(
                            Saboteur.class.getClassLoader(),
                            new Class<?>[] {FolioPort.class},
                            (self, call, told) -> tape.pass(port, call, told));
            Object result = method.invoke(api, arguments);
            spoil(port, tape, chosen);
            return result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void spoil(FolioPort port, Tape tape, Choices chosen) {
        int way = chosen.below(4);
        if (way < 2 && tape.stores > 0) {
            int which = chosen.below(tape.stores);
            port.write(tape.words[which], tape.before[which]);
        } else if (way < 3) {
            int word = chosen.below(api.words());
            port.write(word, port.read(word) ^ 1L << chosen.below(Long.SIZE));
        } else {
            int slot = chosen.below(machine.slots());
            port.setSlot(slot, chosen.chance(1, 2) ? 0 : some(chosen));
        }
    }

    private long some(Choices chosen) {
        return TableSlot.present(chosen.below(machine.pages()), chosen.below(8));
    }

    /** What a call stored over. */
    private static final class Tape {
        private final int[] words = new int[STORES];
        private final long[] before = new long[STORES];
        private int stores;

        Object pass(FolioPort port, Method call, Object[] told) throws Throwable {
            switch (call.getName()) {
                case "write", "add", "setBits", "clearBits" -> {
                    words[stores % STORES] = (int) told[0];
                    before[stores % STORES] = port.read((int) told[0]);
                    stores = Math.min(stores + 1, STORES - 1);
                }
                case "addAll" -> {
                    for (int i = 0; i < (int) told[1]; i++) {
                        port.add((int) told[0] + i, (long) told[2]);
                    }
                    return null;
                }
                case "setSlots" -> {
                    for (int i = 0; i < (int) told[1]; i++) {
                        port.setSlot((int) told[0] + i, (long) told[2] + i * (long) told[3]);
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
    }
}
