/**
 * Tests of the page by somebody who sits at a browser.
 */
package org.example.fleet;
