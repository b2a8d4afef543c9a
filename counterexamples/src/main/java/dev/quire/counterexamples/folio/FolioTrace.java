package dev.quire.counterexamples.folio;

import dev.quire.counterexamples.trace.KeptVerdict;
import dev.quire.counterexamples.trace.Provenance;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.lockstep.FolioStep;
import dev.quire.model.folio.lockstep.FolioVerdict;
import dev.quire.model.geometry.Numbers;
import java.util.List;
import java.util.Optional;

/**
 * Operations on folios and the machine to run them on: the same format as other traces, told apart
 * by its line {@code system folio}.
 * <pre>
 * quire-trace 1
 * system folio
 * machine folio-4k cpus=2
 * subject keeps-exclusive-after-fork
 * verdict violation exclusive-true INV-55 step=3
 * ---
 * folio_alloc pfn=0x0 order=0
 * map_anon mm=1 addr=0x0 pfn=0x0 prot=r exclusive=1
 * fork_range mm=1 addr=0x0 to=2
 * </pre>
 *
 * @param verdict what it is kept for; nothing is claimed without one
 */
public record FolioTrace(
        FolioMachine machine,
        String subject,
        Optional<KeptVerdict> verdict,
        Provenance provenance,
        List<FolioStep> steps) {
    /** The line by which a trace is known to be one of folios. */
    public static final String SYSTEM_LINE = "system folio";

    static final String SEPARATOR = "---";

    public FolioTrace {
        steps = List.copyOf(steps);
        int last = steps.size();
        verdict.filter(KeptVerdict.Failed.class::isInstance)
                .map(KeptVerdict.Failed.class::cast)
                .filter(failed -> failed.step() > last)
                .ifPresent(
                        failed -> {
                            throw new IllegalArgumentException(
                                    "the failing step must be one of the trace: found step="
                                            + failed.step()
                                            + ", the trace has steps="
                                            + last);
                        });
    }

    /** A trace of a failure. */
    public static FolioTrace failing(
            FolioMachine machine,
            String subject,
            Provenance provenance,
            List<FolioStep> steps,
            FolioVerdict verdict) {
        KeptVerdict kept =
                new KeptVerdict.Failed(verdict.kind(), verdict.invariant(), verdict.step());
        return new FolioTrace(machine, subject, Optional.of(kept), provenance, steps);
    }

    /** Its length: operations and acts. */
    public int operations() {
        return steps.stream().mapToInt(FolioStep::operations).sum();
    }

    /** The same operations on another subject. */
    public FolioTrace withSubject(String name) {
        return new FolioTrace(machine, name, verdict, provenance, steps);
    }

    /** The whole trace, each line ended by a line feed. */
    public String text() {
        StringBuilder text = new StringBuilder(head());
        for (FolioStep step : steps) {
            step.lines().forEach(line -> text.append(line).append('\n'));
        }
        return text.toString();
    }

    /** What stands above the operations. */
    public String head() {
        StringBuilder text = new StringBuilder(Trace.VERSION_LINE).append('\n');
        text.append(SYSTEM_LINE).append('\n');
        for (String comment : provenance.comments()) {
            text.append(comment.isEmpty() ? "#" : "# ").append(comment).append('\n');
        }
        text.append("machine ").append(machine.text()).append('\n');
        text.append("subject ").append(subject).append('\n');
        verdict.ifPresent(kept -> text.append("verdict ").append(kept.text()).append('\n'));
        provenance
                .seed()
                .ifPresent(seed -> text.append("seed ").append(Numbers.hex(seed)).append('\n'));
        provenance.search().ifPresent(line -> text.append("search ").append(line).append('\n'));
        text.append(SEPARATOR).append('\n');
        return text.toString();
    }
}
