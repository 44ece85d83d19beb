/**
 * Archives of classes that make worker processes boot faster: when one helps, making it,
 * and trusting it. No promise to users.
 */
@NullMarked
package dev.daemonspring.classdata;

import org.jspecify.annotations.NullMarked;
