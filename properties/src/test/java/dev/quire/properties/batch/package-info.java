/**
 * The laws of {@code folio_pte_batch_flags}, on the states that sequences reach.
 *
 * May import: the project, JUnit. Read first: {@code BatchLaw}.
 */
package dev.quire.properties.batch;
