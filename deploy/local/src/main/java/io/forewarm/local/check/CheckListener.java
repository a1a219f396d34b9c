package io.forewarm.local.check;

/** Hears of offenders as they are found; on the checker's thread, which must not be blocked. */
public interface CheckListener {
  /**
   * An offender was found.
   *
   * @param firstOfRegion whether no other of its region is there
   */
  void began(Offender offender, boolean firstOfRegion);

  /**
   * An offender is gone.
   *
   * @param lastOfRegion whether no other of its region is there any more
   */
  void ended(Offender offender, boolean lastOfRegion);

  /** Nobody hears. */
  CheckListener NONE =
      new CheckListener() {
        @Override
        public void began(Offender offender, boolean firstOfRegion) {}

        @Override
        public void ended(Offender offender, boolean lastOfRegion) {}
      };
}
