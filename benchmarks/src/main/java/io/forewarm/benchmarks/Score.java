package io.forewarm.benchmarks;

/**
 * What one measuring process found.
 *
 * @param value in the contender's unit
 * @param bytesPerOp allocated by the JVM for each operation
 */
record Score(double value, double bytesPerOp) {}
