package io.forewarm.example;

/**
 * What the shop sells.
 *
 * @param cents its price
 */
public record Product(long id, String name, long cents) {}
