/**
 * Workers to look at.
 */
package org.example.fleet;
