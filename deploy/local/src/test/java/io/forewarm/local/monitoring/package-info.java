/**
 * What is shipped in {@code deploy/monitoring}: rules, runbooks, dashboards, and that they hold.
 */
package io.forewarm.local.monitoring;
