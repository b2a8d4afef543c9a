package dev.quire.properties.generate;

/** Which kinds of operations take part in a sequence. */
public enum Mix {
    /** All of them, as often as the generator makes them. */
    PLAIN,
    /** Of each sequence others, and these with weights of its own. */
    SWARM,
    /** Of every second sequence all, of the others some. */
    HALF;

    /** Whether the sequence of a number leaves kinds out. */
    public boolean swarms(long number) {
        return this == SWARM || this == HALF && (number & 1) == 1;
    }
}
