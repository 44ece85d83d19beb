/**
 * An application whose workers can be brought into every plight.
 */
@NullMarked
package org.example.isolation.fault;

import org.jspecify.annotations.NullMarked;
