package io.forewarm.local;

/**
 * A command that another module adds to the command line: a class that picocli takes, named as a
 * provider for {@link java.util.ServiceLoader}.
 */
public interface FurtherCommand {}
