/**
 * What tests start, watch and end processes of applications with.
 */
@NullMarked
package org.example.testsupport;

import org.jspecify.annotations.NullMarked;
