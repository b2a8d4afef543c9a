package dev.quire.properties.cli;

import dev.quire.counterexamples.picture.FailureReport;
import dev.quire.counterexamples.store.StoreException;
import dev.quire.counterexamples.trace.TraceException;
import dev.quire.model.subject.SubjectUnavailable;
import dev.quire.properties.campaign.Interruption;
import dev.quire.properties.campaign.SubjectFault;
import dev.quire.properties.explore.NotAlike;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: chooses the command, turns whatever goes wrong into one message. */
@Command(
        name = "quire",
        description = "Checks implementations of the Linux page-table range API.",
        mixinStandardHelpOptions = true,
        versionProvider = Quire.Version.class,
        footer = {
            "",
            "Exit status: 0 nothing found, 1 a counterexample was found or reproduced, 2 wrong",
            "usage or unreadable input, 3 a subject could not be started or broke off, 4 nothing",
            "found but a goal was missed or not all was explored, 130 interrupted before anything",
            "was found."
        })
public final class Quire implements Callable<Integer> {
    private static final int COLUMNS = 100;
    private static final int FRAMES_MAX = 8;

    private final Console console;

    @Spec private CommandSpec spec;

    private Quire(Console console) {
        this.console = console;
    }

    /** Runs one command and ends the process with its exit status. */
    public static void main(String[] args) {
        Interruption interruption = new Interruption();
        ProcessEnd end = ProcessEnd.watch(interruption);
        end.with(run(Console.ofProcess(interruption), args));
    }

    /** Runs one command; its exit status. */
    static int run(Console console, String... args) {
        CommandLine line = new CommandLine(new Quire(console));
        line.addSubcommand(new HuntCommand(console));
        line.addSubcommand(new ReplayCommand(console));
        line.addSubcommand(new ShrinkCommand(console));
        line.addSubcommand(new ExploreCommand(console));
        line.addSubcommand(new BenchBugsCommand(console));
        line.addSubcommand(new VerifyMinCommand(console));
        line.addSubcommand(new BenchShrinkCommand(console));
        line.addSubcommand(new ShowCommand(console));
        line.addSubcommand(new ExportCommand(console));
        line.addSubcommand(new ListCommand(console));
        line.addSubcommand(new KitCommand(console));
        line.addSubcommand(new BenchEstimatesCommand(console));
        line.addSubcommand(new AskCommand(console));
        line.setOut(new PrintWriter(console.out(), true));
        line.setErr(new PrintWriter(console.err(), true));
        line.setUsageHelpWidth(COLUMNS);
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(console, e));
        line.setParameterExceptionHandler((e, words) -> refused(console, e));
        int status;
        try {
            status = line.execute(args);
        } catch (Error e) {
            status = broken(console, e);
        }
        return printed(console, status);
    }

    /** A result that nobody could read is not one of a command that went well. */
    private static int printed(Console console, int status) {
        if (!console.out().checkError()) {
            return status;
        }
        console.say("standard output must be writable: not all of the result was printed");
        return status == ExitStatus.NOTHING_FOUND ? ExitStatus.USAGE : status;
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "found no command, expected hunt, replay, shrink, explore, bench-bugs, verify-min,"
                        + " bench-shrink, show, export, list, kit, bench-estimates or ask");
    }

    private static int refused(Console console, ParameterException e) {
        String name = e.getCommandLine().getCommandSpec().qualifiedName(" ");
        String rest = name.substring("quire".length());
        console.say(lowerCase(e.getMessage()));
        console.say("try '" + FailureReport.COMMAND + rest + " --help'");
        return ExitStatus.USAGE;
    }

    private static String lowerCase(String message) {
        return Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }

    /** Says what went wrong; the exit status that tells it. */
    static int failed(Console console, Exception e) {
        if (e instanceof Refusal || e instanceof TraceException || e instanceof StoreException) {
            console.say(e.getMessage());
            return ExitStatus.USAGE;
        }
        if (e instanceof SubjectFault || e instanceof SubjectUnavailable || e instanceof NotAlike) {
            console.say(e.getMessage());
            return ExitStatus.SUBJECT;
        }
        return broken(console, e);
    }

    /** What is neither the caller's fault nor a verdict: told with the place, for a bug report. */
    private static int broken(Console console, Throwable e) {
        console.say(e.toString());
        StackTraceElement[] frames = e.getStackTrace();
        for (int i = 0; i < Math.min(frames.length, FRAMES_MAX); i++) {
            console.say("  at " + frames[i]);
        }
        return ExitStatus.SUBJECT;
    }

    /** The version of the jar that runs. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Quire.class.getPackage().getImplementationVersion();
            return new String[] {"quire " + (version == null ? "from classes" : version)};
        }
    }
}
