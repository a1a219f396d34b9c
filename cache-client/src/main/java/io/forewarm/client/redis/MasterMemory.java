package io.forewarm.client.redis;

/**
 * What a master of Redis says of its memory.
 *
 * @param node its address, host:port
 * @param used bytes that it uses, used_memory
 * @param limit bytes that it may use, maxmemory; 0 for no limit
 * @param policy what it does at the limit, maxmemory-policy
 */
public record MasterMemory(String node, long used, long limit, String policy) {}
