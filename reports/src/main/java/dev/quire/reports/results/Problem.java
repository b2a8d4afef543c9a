package dev.quire.reports.results;

/**
 * One thing that is wrong with a file a report is made from: which file, and what was found in it.
 * A problem never stops a report; it is printed beside it, and the file stays where it is.
 */
public record Problem(String file, String found) {
    public String text() {
        return file + ": " + found;
    }
}
