package dev.quire.reports.category;

/**
 * One row of the categories page: red tests whose message matches.
 *
 * @param messageRegex matches the whole message, its own flags included
 */
record Category(String name, String messageRegex) {}
