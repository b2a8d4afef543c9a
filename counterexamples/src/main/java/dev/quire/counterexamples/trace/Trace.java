package dev.quire.counterexamples.trace;

import dev.quire.model.folio.Folio;
import dev.quire.model.geometry.Numbers;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.model.range.Vma;
import dev.quire.model.subject.process.ProcessSubject;
import java.util.List;
import java.util.Optional;

/**
 * A configuration and the operations to run on it: all that is needed to see a failure again.
 *
 * <p>Its text reads back to an equal trace:
 * <pre>
 * quire-trace 1
 * machine arm64-4k cpus=2 hafdbs=1,0
 * subject contpte
 * verdict violation dirty-not-lost INV-17 step=3
 * mm id=1 kind=user
 * vma id=1 mm=1 start=0x40000 end=0x80000 flags=rw
 * folio id=7 pfn=0x100 order=4
 * ---
 * set_ptes mm=1 addr=0x40000 pfn=0x100 nr=16 prot=rw
 * wrprotect_ptes mm=1 addr=0x43000 nr=2
 * &#64;5 cpu=1 write mm=1 addr=0x44000 slot=68
 * </pre>
 *
 * @param subject the name of the implementation under test, one word
 * @param verdict what it is kept for; nothing is claimed without one
 */
public record Trace(
        Setup setup,
        String subject,
        Optional<KeptVerdict> verdict,
        Provenance provenance,
        List<Step> steps) {
    /** The first line of every trace that this version reads and writes. */
    public static final String VERSION_LINE = "quire-trace 1";

    /** The line between the configuration and the operations. */
    static final String SEPARATOR = "---";

    public Trace {
        steps = List.copyOf(steps);
        if (!nameable(subject)) {
            throw new IllegalArgumentException(
                    "a subject must be one word of printable characters, or process: and a command"
                            + " of such words: subject="
                            + subject);
        }
        if (failed(verdict).isPresent() && failed(verdict).get().step() > steps.size()) {
            throw new IllegalArgumentException(
                    "the failing step must be one of the trace: found step="
                            + failed(verdict).get().step()
                            + ", the trace has steps="
                            + steps.size());
        }
    }

    /** A trace of which only the run is known. */
    public static Trace of(Setup setup, String subject, List<Step> steps) {
        return new Trace(setup, subject, Optional.empty(), Provenance.NONE, steps);
    }

    /** Whether a header can name a subject so; in a command there may be single spaces. */
    static boolean nameable(String subject) {
        boolean command = subject.startsWith(ProcessSubject.PREFIX);
        boolean printable = subject.chars().allMatch(c -> c >= ' ' && c < 0x7f);
        boolean spaced = !subject.equals(subject.strip()) || !command && subject.contains(" ");
        return !subject.isEmpty() && printable && !spaced;
    }

    private static Optional<KeptVerdict.Failed> failed(Optional<KeptVerdict> verdict) {
        return verdict.filter(KeptVerdict.Failed.class::isInstance)
                .map(KeptVerdict.Failed.class::cast);
    }

    /** The failure that it is kept for. */
    public Optional<KeptVerdict.Failed> failure() {
        return failed(verdict);
    }

    /** What tells its failure apart: kind, invariant, name of the failing step's call. */
    public Optional<String> signature() {
        return failure()
                .map(
                        failed ->
                                failed.kind().word
                                        + " "
                                        + failed.invariant().text()
                                        + " "
                                        + steps.get(failed.step() - 1).operation().call().word);
    }

    /** Its length: operations and acts, the configuration not counted. */
    public int operations() {
        int operations = 0;
        for (Step step : steps) {
            operations += step.operations();
        }
        return operations;
    }

    /** The same run on another configuration. */
    public Trace withSetup(Setup other) {
        return new Trace(other, subject, verdict, provenance, steps);
    }

    /** The same run on another subject. */
    public Trace withSubject(String other) {
        return new Trace(setup, other, verdict, provenance, steps);
    }

    /** The same run, kept for this. */
    public Trace withVerdict(KeptVerdict kept) {
        return new Trace(setup, subject, Optional.of(kept), provenance, steps);
    }

    /** The same run, coming from elsewhere. */
    public Trace withProvenance(Provenance other) {
        return new Trace(setup, subject, verdict, other, steps);
    }

    /** Other steps and what they are kept for, on the same configuration. */
    public Trace withSteps(List<Step> others, Optional<KeptVerdict> kept) {
        return new Trace(setup, subject, kept, provenance, others);
    }

    /** The whole trace, each line ended by a line feed. */
    public String text() {
        StringBuilder text = new StringBuilder(VERSION_LINE).append('\n');
        for (String comment : provenance.comments()) {
            text.append(comment.isEmpty() ? "#" : "# ").append(comment).append('\n');
        }
        text.append("machine ").append(setup.machine().text()).append('\n');
        text.append("subject ").append(subject).append('\n');
        verdict.ifPresent(kept -> text.append("verdict ").append(kept.text()).append('\n'));
        provenance
                .seed()
                .ifPresent(seed -> text.append("seed ").append(Numbers.hex(seed)).append('\n'));
        provenance.search().ifPresent(line -> text.append("search ").append(line).append('\n'));
        setup.mms().forEach(mm -> text.append(text(mm)).append('\n'));
        setup.vmas().forEach(vma -> text.append(text(vma)).append('\n'));
        setup.folios().forEach(folio -> text.append(text(folio)).append('\n'));
        text.append(SEPARATOR).append('\n');
        for (Step step : steps) {
            step.lines().forEach(line -> text.append(line).append('\n'));
        }
        return text.toString();
    }

    private static String text(AddressSpace mm) {
        return "mm id=" + mm.id() + " kind=" + mm.kind().word;
    }

    private static String text(Vma vma) {
        return "vma id="
                + vma.id()
                + " mm="
                + vma.mm()
                + " start="
                + Numbers.hex(vma.start())
                + " end="
                + Numbers.hex(vma.end())
                + " flags="
                + vma.word();
    }

    private static String text(Folio folio) {
        return "folio id="
                + folio.id()
                + " pfn="
                + Numbers.hex(folio.pfn())
                + " order="
                + folio.order();
    }
}
