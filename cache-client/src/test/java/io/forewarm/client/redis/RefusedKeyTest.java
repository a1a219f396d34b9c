package io.forewarm.client.redis;

import static io.forewarm.client.redis.StoreRig.NAMES;
import static io.forewarm.client.redis.StoreRig.STORE;
import static io.forewarm.client.redis.StoreRig.get;
import static io.forewarm.client.redis.StoreRig.key;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.embedded.Embedded;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redisson.config.Config;

/** What Redis answers about one key is told apart from its not answering at all. */
@Tag("integration")
class RefusedKeyTest {
  private final String key = key();

  @Test
  void aValueOfAnotherTypeCountsAsNothing() {
    StoreRig.litter(key);
    assertThat(get(STORE.read(key))).isNull();
    assertThat(get(STORE.readAll(List.of(key, key())))).containsExactly(null, null);
  }

  @Test
  void aValueOfAnotherTypeIsReplacedByItsInvalidation() {
    StoreRig.litter(key);
    assertThat(get(STORE.invalidate(key, StoreRig.write(), null))).isTrue();
    assertThat(StoreRig.state(key)).isEqualTo(Envelope.State.TOMBSTONE);
  }

  @Test
  void aKeyThatThisUserMayNotTouchIsRefused() throws IOException {
    String user = "user" + StoreRig.unique();
    acl("SETUSER", user, "on", ">secret", "+@all", "&*", "~" + NAMES.clock().get(0), "~*{r:mine*");
    Config config = StoreRig.config(Embedded.redis().url());
    config.setUsername(user).setPassword("secret");
    try (RedissonStore store =
        RedissonStore.connect(
            config, StoreRig.PREFIX, CompressionConfig.DEFAULT, Duration.ofSeconds(10))) {
      List<CompletableFuture<Boolean>> mine = new ArrayList<>();
      IntStream.range(0, 10)
          .forEach(i -> mine.add(store.invalidate("r:mine" + i, StoreRig.write(), null)));
      CompletableFuture<Boolean> another = store.invalidate(key, StoreRig.write(), null);
      mine.add(store.invalidate("r:mine", StoreRig.write(), null));
      assertThat(mine).as("those that go together with a refused one").allMatch(StoreRig::get);
      assertThatThrownBy(() -> get(another))
          .isInstanceOf(StoreException.class)
          .hasCauseInstanceOf(KeyRefusedException.class);
    } finally {
      acl("DELUSER", user);
    }
  }

  /** Scripts may not do this, so it goes by the simplest form of the protocol. */
  private static void acl(String... words) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Embedded.redis().port())) {
      String command = "ACL " + String.join(" ", words) + "\r\n";
      socket.getOutputStream().write(command.getBytes(UTF_8));
      assertThat(socket.getInputStream().read()).as(command).isIn((int) '+', (int) ':');
    }
  }

  @Test
  void onlyAnAnswerAboutTheKeyIsARefusal() {
    assertThat(
            List.of(
                "WRONGTYPE Operation against a key holding the wrong kind of value",
                "ERR Error running script: @user_script:3: WRONGTYPE Operation against a key",
                "NOPERM No permissions to access a key"))
        .allMatch(KeyRefusedException::says);
    assertThat(
            List.of(
                "NOPERM this user has no permissions to run the 'evalsha' command",
                "NOPERM No permissions to access a channel",
                "OOM command not allowed when used memory > 'maxmemory'.",
                "READONLY You can't write against a read only replica.",
                "LOADING Redis is loading the dataset in memory",
                "NOREPLICAS Not enough good replicas to write."))
        .noneMatch(KeyRefusedException::says);
    assertThat(KeyRefusedException.says(null)).isFalse();
  }
}
