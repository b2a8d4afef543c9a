/**
 * Whether what is generated is distributed as it should be, and what a count of trials says.
 *
 * May import: the project, JUnit, Commons Math. Read first: {@code GeneratorDistributionTest}.
 */
package dev.quire.properties.distribution;
