/**
 * What a property shows of itself in the published report: parameters, and of a failure the
 * counterexample as message, picture and attachments.
 *
 * May import: the project, JUnit, Allure. Read first: {@link
 * dev.quire.properties.allure.Evidence}.
 */
package dev.quire.properties.allure;
