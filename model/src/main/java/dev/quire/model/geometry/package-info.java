/**
 * Page sizes, table sizes and block sizes, and how the numbers of this field are written.
 * May import: nothing of the project. Read first: {@link dev.quire.model.geometry.Geometry}.
 */
package dev.quire.model.geometry;
