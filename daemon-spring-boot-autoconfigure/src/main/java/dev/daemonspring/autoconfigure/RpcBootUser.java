package dev.daemonspring.autoconfigure;

/**
 * The one user that Spring Boot has made, where the application leaves its security to
 * Spring Boot.
 *
 * @param name the user's name
 */
record RpcBootUser(String name) {
}
