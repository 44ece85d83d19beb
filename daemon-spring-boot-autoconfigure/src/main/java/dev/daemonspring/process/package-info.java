/**
 * Worker processes as the daemon sees them: what they are started with, starting them,
 * speaking to them, pools of those that wait, and how they ended. Knows who needs a
 * process as a tenant only. No promise to users.
 */
@NullMarked
package dev.daemonspring.process;

import org.jspecify.annotations.NullMarked;
