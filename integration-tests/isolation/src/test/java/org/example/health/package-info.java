/**
 * An application with Actuator and nothing configured.
 */
@NullMarked
package org.example.health;

import org.jspecify.annotations.NullMarked;
