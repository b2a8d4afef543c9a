/**
 * The laws of single values, on what every machine's encoding can hold.
 *
 * May import: the project, JUnit, jqwik. Read first: {@code Law}.
 */
package dev.quire.properties.value;
