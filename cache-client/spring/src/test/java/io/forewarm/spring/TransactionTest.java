package io.forewarm.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.spring.Products.Product;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** What is evicted in a transaction is evicted when others can see what it has written. */
class TransactionTest {
  private static final Product LAMP = new Product(1, "lamp", 1);
  private static final Product TORCH = new Product(1, "torch", 2);

  @Test
  void aReaderBetweenEvictionAndCommitDoesNotBringTheOldValueBack() {
    Applications.inMemory()
        .run(
            context -> {
              Products products = context.getBean(Products.class);
              products.origin().table.put(1L, LAMP);
              products.product(1);
              new TransactionTemplate(new Database(() -> products.origin().table.put(1L, TORCH)))
                  .executeWithoutResult(
                      status -> {
                        products.removedLater(1);
                        assertThat(products.product(1)).isEqualTo(LAMP);
                      });
              assertThat(products.product(1)).isEqualTo(TORCH);
            });
  }

  @Test
  void nothingIsEvictedByATransactionThatIsRolledBack() {
    Applications.inMemory()
        .run(
            context -> {
              Products products = context.getBean(Products.class);
              products.origin().table.put(1L, LAMP);
              products.product(1);
              new TransactionTemplate(new Database(() -> {}))
                  .executeWithoutResult(
                      status -> {
                        products.removedLater(1);
                        products.renamed("lamp");
                        status.setRollbackOnly();
                      });
              assertThat(products.product(1)).isEqualTo(LAMP);
              assertThat(products.origin().calls).hasValue(1);
            });
  }

  /** Transactions whose writes are seen at their commit. */
  private static final class Database extends AbstractPlatformTransactionManager {
    private static final long serialVersionUID = 1;
    private final transient Runnable commit;

    Database(Runnable commit) {
      this.commit = commit;
    }

    @Override
    protected Object doGetTransaction() {
      return new Object();
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {}

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
      commit.run();
    }

    @Override
    protected void doRollback(DefaultTransactionStatus status) {}
  }
}
