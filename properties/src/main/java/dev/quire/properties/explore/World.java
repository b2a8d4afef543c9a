package dev.quire.properties.explore;

/**
 * What an {@link Explorer} explores: states that pack into words, and the transitions of each in a
 * fixed order. One instance is for one thread; instances for the same exploration pack alike.
 *
 * <p>The order of transitions and the packed form depend on nothing but the state, so that an
 * exploration is the same however many threads take part.
 */
public interface World {
    /** The words of a packed state. */
    int words();

    /** Packs the state in which all begins. */
    void initial(long[] to);

    /** Makes a packed state the one whose transitions {@link #advance} runs; from the first on. */
    void enter(long[] from, int at);

    /** Runs the next transition of the entered state, if there is one more. */
    boolean advance();

    /** Whether the last transition broke a promise; then there is no state to pack. */
    boolean failed();

    /** Whether the last transition may have led to another state than the entered one. */
    boolean moved();

    /**
     * Packs the state after the last transition: of states that a symmetry makes alike, the same
     * one. Equal states are the only ones with equal words.
     *
     * @return false if the state has a part that has no code yet; {@link #learn} gives it one
     */
    boolean pack(long[] to);

    /** Gives codes to the parts of the state after the last transition that have none. */
    void learn();

    /** The parts that have codes, in the order of these; none where states need no codes. */
    default long[] codes() {
        return new long[0];
    }

    /** Gives codes to these parts in their order, as {@link #codes} told them. */
    default void learn(long[] parts) {}
}
