/** What is checked: the machine, the reference, the subjects and the lock-step runner. */
package dev.quire.model;
