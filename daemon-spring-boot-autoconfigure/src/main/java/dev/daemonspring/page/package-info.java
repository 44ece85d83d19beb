/**
 * The page that shows the workers and gives them orders: what a browser is sent, the
 * state as JSON, and the curves of the last ten minutes. Orders go through the RPC's
 * engine. No promise to users.
 */
@NullMarked
package dev.daemonspring.page;

import org.jspecify.annotations.NullMarked;
