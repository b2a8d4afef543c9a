package dev.quire.properties.ask;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What the thread about the range API left open.
 *
 * <p>Source: linux-mm, "New page table range API", July 2023, Borntraeger and Wilcox on PG_arch_1.
 */
public enum Question {
    A(
            "one PG_arch_1 a folio, and secure frames of 4 KiB: what breaks first?",
            SecureQuestions::frames),
    B(
            "the same where only units of 16 or 64 KiB change: is it sound then?",
            SecureQuestions::units),
    C(
            "only small folios become secure, large ones are split first: is that sound?",
            SmallFoliosQuestion::answer),
    D(
            "hwpoison for the folio instead of the page: what is lost, and how much memory?",
            PoisonQuestion::answer),
    E(
            "the dirty polarity of PG_arch_1, and a split without a flush: what breaks?",
            SplitQuestion::answer),
    F("a flush a page against one a folio: how many are saved?", FlushQuestion::answer);

    public final String sentence;

    private final Method method;

    Question(String sentence, Method method) {
        this.sentence = sentence;
        this.method = method;
    }

    /** As it is asked: one letter. */
    public String letter() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Searches and counts; each sentence follows from what was found. */
    public Answer answer(Effort effort) {
        return method.answer(effort);
    }

    /**
     * The question of a letter, lower or upper case.
     *
     * @throws IllegalArgumentException naming what was found and all letters
     */
    public static Question of(String letter) {
        for (Question question : values()) {
            if (question.letter().equalsIgnoreCase(letter)) {
                return question;
            }
        }
        String all =
                Arrays.stream(values()).map(Question::letter).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("found " + letter + ", expected one of " + all);
    }

    /** How it is answered. */
    private interface Method {
        Answer answer(Effort effort);
    }
}
