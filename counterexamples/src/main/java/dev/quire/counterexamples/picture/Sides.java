package dev.quire.counterexamples.picture;

/** Who is shown beside whom. */
enum Sides {
    SUBJECT_AND_REFERENCE(
            "subject",
            "reference",
            "expected",
            "the reference, which knows no contiguous bit; ^ wrong"),
    TWO_WAYS("one way", "other way", "or else", "what the other way leaves; ^ they differ");

    /** Whose entries are judged. */
    final String judged;

    /** Whose entries they are judged by. */
    final String other;

    /** Before the entries of the other side, in a film strip. */
    final String word;

    /** What stands there, in a film strip's head. */
    final String sentence;

    Sides(String judged, String other, String word, String sentence) {
        this.judged = judged;
        this.other = other;
        this.word = word;
        this.sentence = sentence;
    }
}
