package org.example.isolation.app;

/**
 * An event of the application.
 */
record OrderPlaced() {
}
