/**
 * Implementations under test and machines, by name.
 * May import: every package above but reference. Read first: {@link
 * dev.quire.model.subject.Subjects}.
 */
package dev.quire.model.subject;
