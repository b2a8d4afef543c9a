/**
 * Hardware: table memory, access points, walks and TLBs, the log of a step. Never calls
 * software.
 * May import: geometry, entry. Read first: {@link dev.quire.model.machine.Port}.
 */
package dev.quire.model.machine;
