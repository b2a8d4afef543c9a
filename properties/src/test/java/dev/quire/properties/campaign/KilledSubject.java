package dev.quire.properties.campaign;

import dev.quire.model.contpte.Contpte;
import dev.quire.model.machine.MachinePort;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.Port;
import dev.quire.model.operation.Operation;
import dev.quire.model.range.Setup;
import dev.quire.model.subject.RemoteApi;
import dev.quire.model.subject.StandingRead;
import dev.quire.model.subject.SubjectFailure;
import java.util.Optional;

/** A correct implementation whose process somebody kills again and again, never twice alike. */
final class KilledSubject extends Contpte implements RemoteApi {
    private final String signal;
    private int killsLeft;
    private int kills;

    KilledSubject(String signal, int kills) {
        super(false);
        this.signal = signal;
        this.killsLeft = kills;
    }

    @Override
    public long ptepGet(Port port, int slot) {
        if (killsLeft > 0) {
            killsLeft--;
            throw new SubjectFailure(
                    SubjectFailure.Kind.CRASH,
                    "the process was ended by " + signal + ", after " + kills++ + " lines");
        }
        return super.ptepGet(port, slot);
    }

    @Override
    public RemoteApi open(Setup setup, Memory memory) {
        return this;
    }

    @Override
    public void restart() {}

    @Override
    public RemoteApi apart() {
        return this;
    }

    @Override
    public int retriesMax() {
        return MachinePort.RETRIES_MAX;
    }

    @Override
    public Optional<StandingRead> standing(int cpu) {
        return Optional.empty();
    }

    @Override
    public boolean stateless() {
        return true;
    }

    @Override
    public boolean offers(Operation operation) {
        return true;
    }

    @Override
    public void hurry(boolean hurries) {}

    @Override
    public void close() {}
}
