/**
 * The endpoint {@code workers} of Actuator. No promise to users, except for what it
 * answers.
 */
@NullMarked
package dev.daemonspring.actuate;

import org.jspecify.annotations.NullMarked;
