/**
 * An application of somebody who has just added the starter: no web, no Actuator.
 */
@NullMarked
package org.example.newcomer;

import org.jspecify.annotations.NullMarked;
