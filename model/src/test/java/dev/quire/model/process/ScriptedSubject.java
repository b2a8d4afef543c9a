package dev.quire.model.process;

import dev.quire.model.folio.Folio;
import dev.quire.model.folio.Folios;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.range.PteCopy;
import dev.quire.model.range.RangeApi;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.bug.SeededBugs;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A built-in subject or a seeded bug as a process: arguments are its name, and {@code CALL:FAULT}
 * or {@code CALL:FAULT:N} for what it does wrong at access N of a call; see {@link ScriptedFault}.
 * {@code calls=A,B} makes it say that it has these functions only, {@code stateless=0} that reads
 * are to run again.
 */
public final class ScriptedSubject {
    private static final String ALL =
            "calls=set_ptes,set_pte_at,ptep_get,ptep_get_lockless,pte_advance_pfn,"
                    + "pte_next_pfn,pte_batch_hint,folio_pte_batch,folio_pte_batch_flags,"
                    + "pte_clear,clear_nonpresent_ptes,ptep_get_and_clear,"
                    + "ptep_get_and_clear_full,get_and_clear_ptes,get_and_clear_full_ptes,"
                    + "clear_ptes,clear_full_ptes,ptep_clear_flush,ptep_test_and_clear_young,"
                    + "test_and_clear_young_ptes,ptep_clear_flush_young,clear_flush_young_ptes,"
                    + "clear_young_dirty_ptes,ptep_set_wrprotect,wrprotect_ptes,"
                    + "ptep_set_access_flags,ptep_modify_prot_start,modify_prot_start_ptes,"
                    + "ptep_modify_prot_commit,modify_prot_commit_ptes,flush_tlb_range,"
                    + "flush_tlb_page,flush_tlb_mm";

    final PrintStream out;
    final InputStream in;
    final Map<Integer, Long> lent = new HashMap<>();
    final ScriptedFault fault;
    private final Subject subject;
    private final RangeApi api;
    private final String calls;
    private final String stateless;
    private final Map<Integer, AddressSpace> mms = new HashMap<>();
    private final List<Folio> folios = new ArrayList<>();
    private Folios owners = new Folios(List.of());
    MachineSpec machine = Machines.named("arm64-4k");
    boolean steps;
    int depth;

    private ScriptedSubject(InputStream in, PrintStream out, String[] args) {
        this.in = in;
        this.out = out;
        this.subject = SeededBugs.named(args[0]);
        this.api = subject.api();
        String only = "";
        String wrong = "";
        String keeps = "stateless=1";
        for (int i = 1; i < args.length; i++) {
            if (args[i].startsWith("calls=")) {
                only = args[i];
            } else if (args[i].startsWith("stateless=")) {
                keeps = args[i];
            } else {
                wrong = args[i];
            }
        }
        this.stateless = keeps;
        this.calls = only.isEmpty() ? ALL : only;
        this.fault = ScriptedFault.of(wrong, this);
    }

    /** Speaks until the end of the input. */
    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out));
        out = new PrintStream(new BufferedOutputStream(out, 1 << 14), false);
        new ScriptedSubject(new BufferedInputStream(System.in), out, args).speak();
    }

    /** The command that runs it on the classes of this build. */
    public static String command(String arguments) {
        return "process:"
                + System.getProperty("java.home")
                + "/bin/java -Xshare:auto"
                + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx64m -cp '"
                + System.getProperty("java.class.path")
                + "' "
                + ScriptedSubject.class.getName()
                + " "
                + arguments;
    }

    private void speak() throws IOException {
        String line = line();
        while (line != null && handle(line)) {
            line = line();
        }
    }

    /** The next line of the harness, after all that was to be said; null at the end. */
    String line() throws IOException {
        out.flush();
        StringBuilder line = new StringBuilder();
        int c = in.read();
        while (c >= 0 && c != '\n') {
            line.append((char) c);
            c = in.read();
        }
        return c < 0 ? null : line.toString();
    }

    private static Map<String, String> keys(String line) {
        Map<String, String> keys = new HashMap<>();
        for (String word : line.split(" ")) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                keys.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return keys;
    }

    static long number(String text) {
        return text.startsWith("0x")
                ? Long.parseUnsignedLong(text.substring(2), 16)
                : Long.parseLong(text);
    }

    /** Does what a line between calls, or one with a nested call, says; false to end. */
    boolean handle(String line) throws IOException {
        String[] words = line.split(" ");
        Map<String, String> keys = keys(line);
        switch (words[0]) {
            case "hello" -> hello(keys);
            case "reset" -> {
                folios.clear();
                mms.clear();
                owners = new Folios(List.of());
                out.print("ok\n");
            }
            case "mm" -> {
                int id = (int) number(keys.get("id"));
                mms.put(id, new AddressSpace(id, AddressSpace.Kind.of(keys.get("kind"))));
            }
            case "folio" -> {
                int order = (int) number(keys.get("order"));
                folios.add(new Folio((int) number(keys.get("id")), number(keys.get("pfn")), order));
                owners = null;
            }
            case "vma" -> lent.clear();
            case "step" -> steps = words[1].equals("1");
            case "lend" -> {
                for (int i = 2; i < words.length; i++) {
                    lent.put((int) number(words[1]) + i - 2, number(words[i]));
                }
            }
            case "call" -> call(words, keys);
            case "bye" -> {
                return false;
            }
            default -> System.err.println("ignored: " + line);
        }
        return true;
    }

    Folios owners() {
        if (owners == null) {
            owners = new Folios(folios);
        }
        return owners;
    }

    private void hello(Map<String, String> keys) {
        for (MachineSpec candidate : Machines.all()) {
            int bits = 63 - Long.numberOfLeadingZeros(candidate.encoding().frames());
            int shift = candidate.geometry().pageShift();
            if (shift == number(keys.get("page-shift"))
                    && candidate.geometry().blockEntries() == number(keys.get("cont-ptes"))
                    && bits + shift == number(keys.get("pa-bits"))) {
                String[] walkers = keys.get("hafdbs").split(",");
                int hafdbs = 0;
                for (int cpu = 0; cpu < walkers.length; cpu++) {
                    hafdbs |= walkers[cpu].equals("1") ? 1 << cpu : 0;
                }
                machine =
                        candidate.with(
                                walkers.length,
                                hafdbs,
                                keys.get("bbm").equals("2")
                                        ? BreakBeforeMake.NO_ABORT
                                        : BreakBeforeMake.NEEDED);
            }
        }
        out.print("hello scripted " + calls + " " + stateless + " new-key=0x7");
        out.print(subject.contVisible() ? " cont-visible=1" : " cont-visible=0");
        out.print(subject.foldsExactly() ? " folds-exactly=1\n" : "\n");
    }

    private void call(String[] words, Map<String, String> keys) {
        int number = Integer.parseInt(words[1].substring(1));
        ScriptedPort port = new ScriptedPort(this, number, (int) number(keys.get("cpu")), words[2]);
        depth++;
        try {
            fault.begins(port);
            out.print("return #" + fault.number(port) + result(port, words[2], keys) + "\n");
        } catch (ScriptedPort.Aborted e) {
            out.print("aborted #" + number + "\n");
        } finally {
            if (--depth == 0) {
                lent.clear();
            }
        }
    }

    private static String hex(long value) {
        return " 0x" + Long.toHexString(value);
    }

    private static String truth(boolean value) {
        return hex(value ? 1 : 0);
    }

    private static String done(Runnable call) {
        call.run();
        return "";
    }

    private String result(ScriptedPort port, String name, Map<String, String> keys) {
        Map<String, Long> n = new HashMap<>();
        keys.forEach((key, value) -> n.put(key, number(value)));
        AddressSpace mm = mms.get(n.getOrDefault("mm", 0L).intValue());
        long addr = n.getOrDefault("addr", 0L);
        int slot = n.getOrDefault("ptep", 0L).intValue();
        int nr = n.getOrDefault("nr", 1L).intValue();
        int flags = n.getOrDefault("flags", 0L).intValue();
        long pte = n.getOrDefault("pte", 0L);
        boolean full = n.getOrDefault("full", 0L) != 0;
        boolean dirty = n.getOrDefault("dirty", 0L) != 0;
        return switch (name) {
            case "set_ptes" -> done(() -> api.setPtes(port, mm, addr, slot, pte, nr));
            case "set_pte_at" -> done(() -> api.setPteAt(port, mm, addr, slot, pte));
            case "ptep_get" -> hex(api.ptepGet(port, slot));
            case "ptep_get_lockless" -> hex(api.ptepGetLockless(port, slot));
            case "pte_advance_pfn" -> hex(api.pteAdvancePfn(port, pte, nr));
            case "pte_next_pfn" -> hex(api.pteNextPfn(port, pte));
            case "pte_batch_hint" -> hex(api.pteBatchHint(port, slot, pte));
            case "folio_pte_batch", "folio_pte_batch_flags" ->
                    batch(port, slot, pte, n.get("max_nr").intValue(), flags);
            case "pte_clear" -> done(() -> api.pteClear(port, mm, addr, slot));
            case "clear_nonpresent_ptes" ->
                    done(() -> api.clearNonpresentPtes(port, mm, addr, slot, nr));
            case "ptep_get_and_clear" -> hex(api.ptepGetAndClear(port, mm, addr, slot));
            case "ptep_get_and_clear_full" ->
                    hex(api.ptepGetAndClearFull(port, mm, addr, slot, full));
            case "get_and_clear_ptes" -> hex(api.getAndClearPtes(port, mm, addr, slot, nr));
            case "get_and_clear_full_ptes" ->
                    hex(api.getAndClearFullPtes(port, mm, addr, slot, nr, full));
            case "clear_ptes" -> done(() -> api.clearPtes(port, mm, addr, slot, nr));
            case "clear_full_ptes" -> done(() -> api.clearFullPtes(port, mm, addr, slot, nr, full));
            case "ptep_clear_flush" -> hex(api.ptepClearFlush(port, mm, addr, slot));
            case "ptep_test_and_clear_young" ->
                    truth(api.ptepTestAndClearYoung(port, mm, addr, slot));
            case "test_and_clear_young_ptes" ->
                    truth(api.testAndClearYoungPtes(port, mm, addr, slot, nr));
            case "ptep_clear_flush_young" -> truth(api.ptepClearFlushYoung(port, mm, addr, slot));
            case "clear_flush_young_ptes" ->
                    truth(api.clearFlushYoungPtes(port, mm, addr, slot, nr));
            case "clear_young_dirty_ptes" ->
                    done(() -> api.clearYoungDirtyPtes(port, mm, addr, slot, nr, flags));
            case "ptep_set_wrprotect" -> done(() -> api.ptepSetWrprotect(port, mm, addr, slot));
            case "wrprotect_ptes" -> done(() -> api.wrprotectPtes(port, mm, addr, slot, nr));
            case "ptep_set_access_flags" ->
                    truth(api.ptepSetAccessFlags(port, mm, addr, slot, n.get("entry"), dirty));
            case "ptep_modify_prot_start" -> hex(api.ptepModifyProtStart(port, mm, addr, slot));
            case "modify_prot_start_ptes" -> hex(api.modifyProtStartPtes(port, mm, addr, slot, nr));
            case "ptep_modify_prot_commit", "modify_prot_commit_ptes" ->
                    done(
                            () ->
                                    api.modifyProtCommitPtes(
                                            port, mm, addr, slot, n.get("old"), n.get("new"), nr));
            case "flush_tlb_range" -> done(() -> api.flushTlbRange(port, mm, addr, nr));
            case "flush_tlb_mm" -> done(() -> api.flushTlbMm(port, mm));
            case "flush_tlb_page" -> done(() -> api.flushTlbPage(port, mm, addr));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private String batch(ScriptedPort port, int slot, long pte, int most, int flags) {
        PteCopy copy = new PteCopy();
        copy.pte = pte;
        int nr = api.folioPteBatchFlags(port, slot, copy, most, flags);
        return hex(nr) + " pte=0x" + Long.toHexString(copy.pte);
    }
}
