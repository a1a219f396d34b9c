package io.forewarm.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Whatever order reads, copies, writes and their news come in, and however far apart the clocks
 * are: no replica answers with a value that was overwritten longer ago than the bound, or that the
 * client knows to be overwritten.
 */
class ReplicaStalenessProperties {
  @Property(tries = 200)
  void noReplicaAnswersBeyondTheBound(@ForAll long seed) {
    ReplicaWorld world = new ReplicaWorld(seed, 0);
    List<ReplicaWorld.Answer> answers = world.run(1_000);
    assertThat(answers).as("answers by replicas, seed %d", seed).isNotEmpty();
    assertThat(answers).as("seed %d", seed).allMatch(ReplicaWorld.Answer::good);
  }

  /** Else the property above might hold for want of trying. */
  @Example
  void aClockThatErrsOnTheSideOfYouthIsFoundOut() {
    boolean found = false;
    for (long seed = 0; seed < 20 && !found; seed++) {
      found = !new ReplicaWorld(seed, 40).run(1_000).stream().allMatch(ReplicaWorld.Answer::good);
    }
    assertThat(found).isTrue();
  }
}
