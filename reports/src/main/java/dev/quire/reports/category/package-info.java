/**
 * Groups failures by verdict and invariant: the categories page of the report.
 *
 * <p>May import: {@code results}, {@code history}, Jackson. Start with {@link
 * dev.quire.reports.category.VerdictKind}.
 */
package dev.quire.reports.category;
