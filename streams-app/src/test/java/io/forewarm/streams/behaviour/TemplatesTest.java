package io.forewarm.streams.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TemplatesTest {
  private final Templates templates = new Templates();

  private void read(String first, String then) {
    templates.occasion(KeyIds.of(first));
    templates.follow(KeyIds.of(first), KeyIds.of(then));
  }

  private List<String> after(String key) {
    return templates.after(KeyIds.of(key)).stream().map(Templates.Next::key).toList();
  }

  @Test
  void wordsWithDigitsAreIds() {
    KeyIds key = KeyIds.of("posts:{user:42}:posts:page:1");
    assertThat(key.kind()).isEqualTo("posts:{user:*}:posts:page:*");
    assertThat(key.ids()).containsExactly("42", "1");
    assertThat(KeyIds.of("/shuttle/sts-71/index.html").ids()).containsExactly("sts-71");
  }

  @Test
  void idsAreCarriedOverToKeysThatNobodyHasRead() {
    read("user:17:profile", "user:17:posts:page:1");
    assertThat(after("user:99:profile")).containsExactly("user:99:posts:page:1");
    assertThat(after("user:99:settings")).isEmpty();
  }

  @Test
  void pagesAreCounted() {
    read("user:1:posts:page:2", "user:1:posts:page:3");
    assertThat(after("user:7:posts:page:9")).containsExactly("user:7:posts:page:10");
    assertThat(after("user:7:posts:page:last9")).as("no number").isEmpty();
  }

  @Test
  void whatCarriesNoIdOverIsNoTemplate() {
    read("user:1:profile", "news:front");
    read("user:1:profile", "user:7:profile-of-9");
    assertThat(after("user:5:profile")).isEmpty();
  }

  @Test
  void whatSeldomComesHasASmallChance() {
    for (int user = 0; user < 100; user++) {
      String profile = "user:" + user + ":profile";
      templates.occasion(KeyIds.of(profile));
      if (user % 10 == 0) {
        templates.follow(KeyIds.of(profile), KeyIds.of("user:" + user + ":friends"));
      }
    }
    Templates.Next next = templates.after(KeyIds.of("user:500:profile")).get(0);
    assertThat(next.chance()).isBetween(0.09, 0.1);
  }
}
