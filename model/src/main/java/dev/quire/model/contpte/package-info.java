/**
 * The range API with contiguous blocks: fold, unfold, batch hints, lockless reads.
 * May import: range and its imports. Read first: {@link dev.quire.model.contpte.Contpte}.
 */
package dev.quire.model.contpte;
