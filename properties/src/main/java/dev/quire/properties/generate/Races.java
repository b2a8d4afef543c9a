package dev.quire.properties.generate;

/** How much others do inside calls. */
public enum Races {
    /** Nothing: hardware acts between calls alone. */
    NONE,
    /** What a hunt does: up to three acts inside every few calls. */
    SOME,
    /** Asked for at every access of every call: an act before one in four. */
    EVERY
}
