package dev.quire.reports.results;

/**
 * A file that a result refers to.
 *
 * @param name what the page shows
 * @param source the name of the file, in the folder of the result
 */
public record Attachment(String name, String source) {}
