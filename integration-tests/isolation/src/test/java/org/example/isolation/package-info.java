/**
 * What an application is spared of in its worker processes, what they inherit, and how
 * they outlive faults: each shown by real processes.
 */
@NullMarked
package org.example.isolation;

import org.jspecify.annotations.NullMarked;
