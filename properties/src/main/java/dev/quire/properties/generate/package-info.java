/**
 * Configurations and legal operations out of choices.
 *
 * May import: choice, model. Read first: {@link dev.quire.properties.generate.Operations}.
 */
package dev.quire.properties.generate;
