package dev.quire.model.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;

/** What a scripted subject does wrong, in the calls of one name. */
final class ScriptedFault {
    private final ScriptedSubject subject;
    private final String call;
    private final String kind;
    private final int access;

    private ScriptedFault(ScriptedSubject subject, String call, String kind, int access) {
        this.subject = subject;
        this.call = call;
        this.kind = kind;
        this.access = access;
    }

    /** Reads {@code CALL:KIND} or {@code CALL:KIND:ACCESS}; access -1 is the begin of the call. */
    static ScriptedFault of(String text, ScriptedSubject subject) {
        String[] words = (text + "::").split(":", -1);
        int access = words[2].isEmpty() ? -1 : Integer.parseInt(words[2]);
        return new ScriptedFault(subject, words[0], words[1], access);
    }

    /** The number that a message of a call gets. */
    int number(ScriptedPort port) {
        return port.call.equals(call) && kind.equals("wrong-number")
                ? port.number + 1
                : port.number;
    }

    /** The level that an invalidation of a call names. */
    int level(ScriptedPort port) {
        return port.call.equals(call) && kind.equals("level") ? 2 : 3;
    }

    void begins(ScriptedPort port) {
        at(port, -1);
    }

    void at(ScriptedPort port, int accesses) {
        if (port.call.equals(call) && accesses == access) {
            try {
                act(port);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void act(ScriptedPort port) throws IOException, InterruptedException {
        switch (kind) {
            case "exit" -> {
                System.err.println("about to exit");
                subject.out.flush();
                Runtime.getRuntime().halt(3);
            }
            case "kill" -> {
                subject.out.flush();
                signal("KILL");
            }
            case "close" -> {
                subject.out.close();
                Thread.sleep(Long.MAX_VALUE);
            }
            case "hang" -> {
                subject.out.flush();
                Thread.sleep(Long.MAX_VALUE);
            }
            case "stubborn" -> {
                Runtime.getRuntime().addShutdownHook(new Thread(ScriptedFault::sleep));
                subject.out.flush();
                sleep();
            }
            case "offspring" -> {
                new ProcessBuilder("sleep", "1000").inheritIO().start();
                new ProcessBuilder("sh", "-c", "sleep 1000 & sleep 1000").inheritIO().start();
                subject.out.flush();
                sleep();
            }
            case "late" -> {
                subject.out.flush();
                Thread.sleep(2500);
            }
            case "drip" -> {
                while (true) {
                    Thread.sleep(100);
                    line("dcache #" + port.number + " pfn=0x1 nr=1");
                    subject.out.flush();
                }
            }
            case "flood" -> {
                while (true) {
                    line("write #" + port.number + " 0 0x0");
                }
            }
            case "flood-line" -> {
                while (true) {
                    subject.out.print("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
                }
            }
            case "flood-error" -> {
                for (int i = 0; i < 100_000; i++) {
                    System.err.println("complaint " + i + " about nothing in particular");
                }
                Runtime.getRuntime().halt(4);
            }
            default -> line(port);
        }
    }

    /** What is wrong in the lines alone. */
    private void line(ScriptedPort port) throws IOException {
        switch (kind) {
            case "spin" -> {
                while (true) {
                    port.read(64);
                }
            }
            case "retry" -> {
                while (true) {
                    port.compareExchange(64, 1, 2);
                }
            }
            case "binary" -> {
                byte[] bytes = new byte[1000];
                new Random(1).nextBytes(bytes);
                subject.out.write(bytes);
                line("");
            }
            case "level" -> subject.out.flush();
            case "mm" -> line("tlbi #" + port.number + " mm=9 start=0x0 end=0x1000");
            case "bug-astray" -> {
                line("write #" + port.number + " 511 0x0");
                bug(port);
            }
            case "bug-unwound" -> {
                line("read #" + port.number + " 511");
                subject.line();
                bug(port);
            }
            case "empty" -> line("");
            case "nonsense" -> line("nonsense #" + port.number);
            case "words" -> line("read #" + port.number + " 0 and more");
            case "slot" -> line("read #" + port.number + " 123456789");
            case "table" -> line("alloc-table #" + port.number);
            case "stride" -> line("tlbi #" + port.number + " mm=1 start=0x0 end=0x1 stride=0x0");
            case "pages" -> line("dcache #" + port.number + " pfn=0x1");
            case "aborted" -> line("aborted #" + port.number);
            case "result" -> line("return #" + port.number + " true");
            case "error" -> line("error #" + port.number + " what is this");
            case "warn" -> line("warn #" + port.number + " VM_WARN_ON(nr == 1)");
            case "bug" -> bug(port);
            case "flags" -> flags(port);
            case "wrong-number" -> line("read #" + number(port) + " 64");
            default -> throw new IllegalArgumentException("unknown fault " + kind);
        }
    }

    private void bug(ScriptedPort port) {
        line("bug #" + port.number + " BUG_ON(true)");
        subject.out.flush();
        Runtime.getRuntime().halt(5);
    }

    private void line(String text) {
        subject.out.print(text + "\n");
    }

    /** Nothing wrong: what is beside entries, which must not be. */
    private void flags(ScriptedPort port) throws IOException {
        String begin = "folio-flag #" + port.number + " id=1 ";
        quiet(begin + "set=arch_1");
        line(begin + "test-and-clear=arch_1");
        String was = subject.line();
        quiet("dcache #" + port.number + " pfn=0x1 nr=1");
        quiet("barrier #" + port.number + " isb");
        quiet("tlbi #" + port.number + " mm=1 start=0x0 end=0x1000 new-key=7");
        quiet("tlbi #" + port.number + " mm=1 start=0x0 end=0xffffffffffffffff level=2147483647");
        line(begin + "test=arch_1");
        String is = subject.line();
        if (!was.endsWith(" 0x1") || !is.endsWith(" 0x0")) {
            line("bug #" + port.number + " flags: " + was + ", " + is);
        }
    }

    private void quiet(String text) throws IOException {
        line(text);
        if (subject.steps) {
            subject.line();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            sleep();
        }
    }

    private static void signal(String name) throws IOException, InterruptedException {
        String pid = Long.toString(ProcessHandle.current().pid());
        new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
        sleep();
    }
}
