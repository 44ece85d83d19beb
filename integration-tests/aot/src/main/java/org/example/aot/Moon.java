package org.example.aot;

/**
 * A bean that is another one in each kind of process.
 *
 * @param seenFrom where it is
 */
record Moon(String seenFrom) {
}
