/**
 * An application with all that acts by itself in a Spring application.
 */
@NullMarked
package org.example.isolation.app;

import org.jspecify.annotations.NullMarked;
