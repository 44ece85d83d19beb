package dev.daemonspring.autoconfigure;

/**
 * The user that Spring Boot has created, in an application that leaves its security to
 * Spring Boot.
 *
 * @param name the user's name
 */
record RpcBootUser(String name) {
}
