/**
 * An application with as many workers as it is told to have.
 */
@NullMarked
package org.example.isolation.crew;

import org.jspecify.annotations.NullMarked;
