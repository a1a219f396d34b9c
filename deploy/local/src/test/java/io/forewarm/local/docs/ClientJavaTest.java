package io.forewarm.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of the page about the client compiles, all of it in one method. */
class ClientJavaTest {
  private static final String BEFORE =
      """
      import io.forewarm.client.*;
      import io.forewarm.client.codec.Codec;
      import io.forewarm.client.expiry.TtlBounds;
      import io.micrometer.core.instrument.MeterRegistry;
      import java.time.Duration;
      import java.util.*;

      final class Client {
        interface Pager {
          void page(String text);
        }

        void snippets(MeterRegistry registry, Pager pager) throws InterruptedException {
      """;

  /** The database knows the record that the page declares, so it is declared after that. */
  private static final String DATABASE =
      """
      interface Database {
        Product product(long id);

        Map<Long, Product> products(Set<Long> ids);

        Optional<Product> productUnless(long id, String etag);

        Product rename(long id, String name);
      }
      Database database = null;
      """;

  @TempDir private Path folder;

  @Test
  void itsSnippetsCompile() throws Exception {
    List<String> snippets = Document.of("docs/client.md").code("java");
    assertThat(snippets).hasSizeGreaterThan(10);
    String all =
        snippets.get(0) + DATABASE + snippets.stream().skip(1).collect(Collectors.joining());
    new Snippet("Client", BEFORE + all + "  }\n}\n").compile(folder);
  }
}
