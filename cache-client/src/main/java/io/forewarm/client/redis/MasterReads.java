package io.forewarm.client.redis;

/**
 * What a master of Redis has been asked for since it started.
 *
 * @param node its address, host:port
 * @param run identity of this start of its process: another one counts from 0
 * @param reads keys that were looked up, one for each key of a command, found or not
 */
public record MasterReads(String node, String run, long reads) {}
