/**
 * What a subject that is not written in Java starts from: a folder of files for one language.
 *
 * <p>May import: nothing but the JDK. Read first: {@link dev.quire.counterexamples.kit.Kit}.
 */
package dev.quire.counterexamples.kit;
