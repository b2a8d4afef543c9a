/**
 * Writes the report of a build: one page to open from disk, and a folder that carries the history.
 *
 * <p>May import: {@code results}, {@code history}, {@code category}. Start with {@link
 * dev.quire.reports.publish.Publish}.
 *
 * <p>The report has to come out when something is red, so it hangs on nothing that can be red: this
 * module depends on no other, {@code --fail-at-end} lets the build reach it, and in its own build
 * the tests run first (Failsafe, which does not judge yet), then the report is published, then the
 * tests are judged.
 */
package dev.quire.reports.publish;
