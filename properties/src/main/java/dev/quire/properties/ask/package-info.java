/**
 * Questions about folios, each answered by two designs, a search for what tells them apart, and two
 * sentences.
 *
 * <p>May import: choice, the generator of folios, model. Read first: {@link
 * dev.quire.properties.ask.Question}.
 */
package dev.quire.properties.ask;
