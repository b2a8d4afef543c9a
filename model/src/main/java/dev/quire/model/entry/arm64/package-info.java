/**
 * The arm64 page descriptor: bit layout, encode, decode.
 * May import: geometry, entry. Read first: {@link dev.quire.model.entry.arm64.Arm64Encoding}.
 */
package dev.quire.model.entry.arm64;
