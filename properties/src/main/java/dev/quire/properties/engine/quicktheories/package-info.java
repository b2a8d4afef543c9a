/**
 * The only package that knows how QuickTheories makes choices.
 *
 * May import: choice, QuickTheories. Read first: {@link
 * dev.quire.properties.engine.quicktheories.QuickTheoriesChoices}.
 */
package dev.quire.properties.engine.quicktheories;
