package io.forewarm.spring;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/** Writes to the cache when the write to the database can be seen by others. */
final class AfterCommit {
  private static final boolean TRANSACTIONS =
      ClassUtils.isPresent(
          "org.springframework.transaction.support.TransactionSynchronizationManager",
          AfterCommit.class.getClassLoader());

  private AfterCommit() {}

  /** Runs a write after the transaction of this thread; at once if there is none. */
  static void run(Runnable write) {
    if (!TRANSACTIONS || !InTransaction.defer(write)) {
      write.run();
    }
  }

  /** Apart, since Spring's transactions may not be there. */
  private static final class InTransaction {
    static boolean defer(Runnable write) {
      if (!TransactionSynchronizationManager.isSynchronizationActive()
          || !TransactionSynchronizationManager.isActualTransactionActive()) {
        return false;
      }
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              write.run();
            }
          });
      return true;
    }
  }
}
