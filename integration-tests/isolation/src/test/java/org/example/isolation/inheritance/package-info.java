/**
 * An application that sets all that can be set before it runs.
 */
@NullMarked
package org.example.isolation.inheritance;

import org.jspecify.annotations.NullMarked;
