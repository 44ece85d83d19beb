package dev.daemonspring.page;

/**
 * The header with which a browser shows that an order comes from the page.
 *
 * @param name the header's name
 * @param value its value
 */
record CsrfHeader(String name, String value) {
}
