/**
 * How short the shrinker gets, against what the explorer proves to be shortest.
 *
 * May import: choice, generate, shrink, explore, model. Read first: {@link
 * dev.quire.properties.shortest.ShownBugs}.
 */
package dev.quire.properties.shortest;
