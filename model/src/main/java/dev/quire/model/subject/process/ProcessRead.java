package dev.quire.model.subject.process;

import dev.quire.model.machine.Memory;
import dev.quire.model.machine.Port;
import dev.quire.model.subject.StandingRead;

/**
 * A lockless read in the process of its CPU: where others are to act, the answer that it waits for
 * is left out until it goes on.
 */
final class ProcessRead implements StandingRead {
    private final Host host;
    private final ProcessApi run;
    private final Memory memory;
    private boolean begins;

    ProcessRead(Host host, ProcessApi run, Memory memory) {
        this.host = host;
        this.run = run;
        this.memory = memory;
    }

    @Override
    public void begin() {
        begins = true;
    }

    @Override
    public long run(Port port, int slot) {
        Conversation process = host.ready(run);
        if (begins) {
            process.unwind();
            process.begin(port, Function.PTEP_GET_LOCKLESS, memory, slot, slot)
                    .with(Key.MM, memory.mm(slot))
                    .with(Key.ADDR, memory.addr(slot))
                    .with(Key.PTEP, slot);
            begins = false;
        }
        process.stand(port);
        return process.result();
    }
}
