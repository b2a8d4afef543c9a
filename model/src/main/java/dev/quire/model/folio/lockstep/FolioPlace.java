package dev.quire.model.folio.lockstep;

/**
 * What there is to see of a run in one spot, in words.
 *
 * @param seen what the subject shows there and the reference says too
 * @param own what the subject or the caches have there by their own choice; may be empty
 * @param expected what the reference says
 */
public record FolioPlace(FolioSpot spot, String seen, String own, String expected) {
    /** All that the subject has there. */
    public String text() {
        return own.isEmpty() ? seen : seen + "; " + own;
    }

    /** Whether the subject shows what the reference does not say. */
    public boolean wrong() {
        return !seen.equals(expected);
    }
}
