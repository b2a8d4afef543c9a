/**
 * Carries trends and earlier outcomes of each test from one report to the next.
 *
 * <p>May import: {@code results}, Jackson. Start with {@link
 * dev.quire.reports.history.History}.
 */
package dev.quire.reports.history;
