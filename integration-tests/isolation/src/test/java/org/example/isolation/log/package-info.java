/**
 * An application whose workers write a lot into the log.
 */
@NullMarked
package org.example.isolation.log;

import org.jspecify.annotations.NullMarked;
