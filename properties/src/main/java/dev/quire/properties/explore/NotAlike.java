package dev.quire.properties.explore;

/**
 * A subject told apart what an exchange of folios or CPUs makes alike, so that states which counted
 * as one are not.
 */
public final class NotAlike extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Says what to do. */
    public NotAlike() {
        super(
                "a subject must treat alike the folios and CPUs that an exploration exchanges:"
                        + " this one does not, explore it with --no-symmetry");
    }
}
