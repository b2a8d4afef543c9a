/**
 * The one source of randomness: seeded, or borrowed from a test engine.
 *
 * May import: nothing of the project. Read first: {@link dev.quire.properties.choice.Choices}.
 */
package dev.quire.properties.choice;
