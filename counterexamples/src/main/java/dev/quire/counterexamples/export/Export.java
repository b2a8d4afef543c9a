package dev.quire.counterexamples.export;

import dev.quire.counterexamples.replay.Replay;
import dev.quire.counterexamples.replay.StepListener;
import dev.quire.counterexamples.trace.TraceException;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A form of test that a trace is written as.
 *
 * <p>Whatever the trace is kept for, the test says what a right subject does: it is red while the
 * subject breaks its promise, and green once it is mended.
 */
public enum Export {
    /** A JUnit 5 class that replays the trace: it can say every trace. */
    JUNIT("junit", ".java"),

    /** A KUnit suite of calls and expectations, for a kernel tree. */
    KUNIT("kunit", ".c"),

    /** A C program for a subject that was written for the kit. */
    C("c", ".c");

    /** As the command line writes it. */
    public final String word;

    /** Of the file's name. */
    public final String ending;

    Export(String word, String ending) {
        this.word = word;
        this.ending = ending;
    }

    /**
     * The form of a word.
     *
     * @throws IllegalArgumentException naming what was found and all words
     */
    public static Export of(String word) {
        for (Export form : values()) {
            if (form.word.equals(word)) {
                return form;
            }
        }
        String words =
                Arrays.stream(values()).map(form -> form.word).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("found " + word + ", expected one of " + words);
    }

    /**
     * The whole source file.
     *
     * @param subject under test, as the test names it
     * @param stem of the file that it will be, if that is known: the name of a Java class
     * @throws Unsayable naming the line that this form cannot say
     * @throws TraceException naming file and line of a step that breaks the contract of its call
     */
    public String text(TraceFile file, Subject subject, Optional<String> stem) {
        Replay.run(file, subject, StepListener.NONE);
        Replay.run(file, Subjects.CONTPTE, StepListener.NONE);
        return switch (this) {
            case JUNIT -> JunitClass.text(file, subject.name(), stem);
            case KUNIT -> KunitCase.text(file, subject);
            case C -> CProgram.text(file, subject.name());
        };
    }
}
