/**
 * Reads and validates the Allure result files of a build: results, containers, attachments.
 *
 * <p>May import: Jackson. Start with {@link dev.quire.reports.results.ResultFolder}.
 */
package dev.quire.reports.results;
