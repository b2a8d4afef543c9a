package dev.quire.model.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.quire.model.folio.Folio;
import dev.quire.model.geometry.Numbers;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.machine.Tlb;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Rule;
import dev.quire.model.operation.Transaction;
import dev.quire.model.range.Setup;
import dev.quire.model.range.Vma;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import java.util.ArrayList;
import java.util.List;

/**
 * A subject in lock step on a small machine, driven by lines as a trace writes them.
 *
 * <p>Pages of 4 KiB, blocks of 4, tables of 16, two CPUs of which the first manages access and
 * dirty.
 *
 * <pre> mm 1 user    0x40000 to 0x58000 rw     slots  0 to 23
 *              0x58000 to 0x5a000 r      slots 24 to 25
 *              0x60000 to 0x70000 rwx    slots 32 to 47
 * mm 2 kernel  0x0 to 0x10000 rw         slots 48 to 63
 * mm 3 efi     0x0 to 0x10000 rw         slots 64 to 79
 * folios       0x100 of 16 pages, 0x200 of 4, 0x210 of 2, 0x212 of 2, 0x220 of 1 </pre>
 */
public final class Stage {
    private final LockStep runner;

    private Stage(Subject subject, MachineSpec machine) {
        runner = new LockStep(setup(machine), subject);
    }

    /** With the implementation that folds and hides the contiguous bit. */
    public static Stage strict() {
        return of(Subjects.CONTPTE);
    }

    /** With the implementation that folds and shows the contiguous bit. */
    public static Stage visible() {
        return of(Subjects.CONTPTE_VISIBLE);
    }

    /** With the implementation that folds, where a change of size needs no invalidation. */
    public static Stage nobbm() {
        return new Stage(
                Subjects.CONTPTE,
                Machines.named("arm64-small").with(2, 1, BreakBeforeMake.NO_ABORT));
    }

    /** On a machine whose CPUs are of level 2 and may abort. */
    static Stage levelTwo(Subject subject) {
        MachineSpec small = Machines.named("arm64-small");
        return new Stage(subject, small.with(2, 1, BreakBeforeMake.LEVEL_2));
    }

    static Stage of(Subject subject) {
        return new Stage(subject, Machines.named("arm64-small"));
    }

    /** With three CPUs, of which the first manages access and dirty. */
    static Stage threeCpus(Subject subject) {
        return new Stage(subject, Machines.named("arm64-small").with(3, 1, BreakBeforeMake.NEEDED));
    }

    private static Setup setup(MachineSpec machine) {
        return new Setup(
                machine,
                List.of(
                        new AddressSpace(1, AddressSpace.Kind.USER),
                        new AddressSpace(2, AddressSpace.Kind.KERNEL),
                        new AddressSpace(3, AddressSpace.Kind.EFI)),
                List.of(
                        new Vma(1, 1, 0x40000, 0x58000, Vma.WRITE),
                        new Vma(2, 1, 0x58000, 0x5a000, 0),
                        new Vma(3, 1, 0x60000, 0x70000, Vma.WRITE | Vma.EXECUTE),
                        new Vma(4, 2, 0, 0x10000, Vma.WRITE),
                        new Vma(5, 3, 0, 0x10000, Vma.WRITE)),
                List.of(
                        new Folio(1, 0x100, 4),
                        new Folio(2, 0x200, 2),
                        new Folio(3, 0x210, 1),
                        new Folio(4, 0x212, 1),
                        new Folio(5, 0x220, 0)));
    }

    LockStep runner() {
        return runner;
    }

    private static List<Act> acts(String... lines) {
        List<Act> acts = new ArrayList<>();
        for (String line : lines) {
            acts.add(Act.parse(line));
        }
        return acts;
    }

    Outcome step(String line, String... acts) {
        return runner.step(Operation.parse(line), acts(acts));
    }

    /** Runs a step that must pass. */
    public Stage pass(String line, String... acts) {
        Outcome outcome = step(line, acts);
        if (outcome == Outcome.FAILED) {
            fail(line + ": " + runner.verdict());
        }
        assertEquals(Outcome.PASSED, outcome, () -> outcome.name() + ": " + runner.whyIllegal());
        return this;
    }

    /** Runs a step that must break the contract, and says which rule. */
    public Rule illegal(String line, String... acts) {
        assertEquals(Outcome.ILLEGAL, step(line, acts), line);
        return runner.brokenRule();
    }

    /** Why the last illegal step is illegal. */
    public String why() {
        return runner.whyIllegal();
    }

    /** Runs a step that must fail, and says why. */
    Verdict fails(String line, String... acts) {
        assertEquals(Outcome.FAILED, step(line, acts), line);
        return runner.verdict();
    }

    /** The raw entry of a slot. */
    public long raw(int slot) {
        return runner.memory().raw(slot);
    }

    /** Which of these slots are valid and contiguous, a digit each. */
    public String folded(int start, int end) {
        StringBuilder folded = new StringBuilder();
        for (int slot = start; slot < end; slot++) {
            boolean cont = runner.setup().machine().encoding().validCont(raw(slot));
            folded.append(cont ? '1' : '0');
        }
        return folded.toString();
    }

    /** What CPUs keep, oldest first: {@code 1:0x41000}, of a block {@code 1:0x40000+4}. */
    public String kept() {
        Tlb tlb = runner.tlb();
        List<String> kept = new ArrayList<>();
        for (int entry = 0; entry < tlb.count(); entry++) {
            String addr = Numbers.hex(runner.memory().addr(tlb.slot(entry)));
            kept.add(tlb.cpu(entry) + ":" + addr + (tlb.wide(entry) ? "+" + tlb.size(entry) : ""));
        }
        return String.join(" ", kept);
    }

    /** The slots from an address to the end of its area and of its table. */
    public int room(int mm, long addr) {
        return runner.contract().room(mm, addr);
    }

    /** All that a step may change: entries, the reference, what is open, what CPUs keep. */
    public String state() {
        StringBuilder state = new StringBuilder();
        for (int slot = 0; slot < runner.memory().slots(); slot++) {
            state.append(slot).append(' ').append(Long.toHexString(raw(slot))).append(' ');
            state.append(Long.toHexString(runner.pages().meaning(slot))).append(' ');
            state.append(runner.pages().bounds(slot)).append('\n');
        }
        Transaction open = runner.transaction();
        state.append(open.isOpen()).append(' ').append(open.next()).append(' ').append(open.end());
        return state.append(' ').append(runner.steps()).append(' ').append(kept()).toString();
    }
}
