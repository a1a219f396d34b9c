package io.forewarm.client;

/**
 * What the start-up advisor says about a setting.
 *
 * @param region whose setting it is
 * @param setting its name
 * @param problem what comes of it
 * @param mend what to do
 * @param refused whether the region is not opened because of it
 */
public record Advice(String region, String setting, String problem, String mend, boolean refused) {
  /** All of it in one line. */
  public String text() {
    return "region " + region + ": " + setting + ": " + problem + "; " + mend;
  }
}
