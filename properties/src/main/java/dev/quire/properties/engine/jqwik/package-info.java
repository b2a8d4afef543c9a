/**
 * The only package that knows how jqwik makes choices.
 *
 * May import: choice, jqwik. Read first: {@link dev.quire.properties.engine.jqwik.JqwikChoices}.
 */
package dev.quire.properties.engine.jqwik;
