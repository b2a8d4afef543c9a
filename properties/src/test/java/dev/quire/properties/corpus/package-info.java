/**
 * Kept traces: the corpus and the finds are replayed before anything random runs; how the corpus
 * comes about; a failure on purpose for the published report.
 *
 * May import: the project, JUnit. Read first: {@code CorpusTest}.
 */
package dev.quire.properties.corpus;
