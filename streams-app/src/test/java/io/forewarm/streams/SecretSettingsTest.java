package io.forewarm.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets come from files, and go nowhere. */
class SecretSettingsTest {
  private static final String SECRET = "h0rse-battery";

  @TempDir private Path folder;

  private String file(String content) throws Exception {
    return Files.writeString(folder.resolve("secret"), content).toString();
  }

  private static AppConfig environment(String name, String value) {
    return AppConfigSources.read(null, Map.of(name, value), List.of());
  }

  @Test
  void aVariableNamesAFile() throws Exception {
    String file = file(SECRET + "\n");
    assertThat(environment("FOREWARM_REDIS_PASSWORD_FILE", file).redis().password())
        .isEqualTo(SECRET);
    assertThat(environment("FOREWARM_KAFKA_SASL_JAAS_CONFIG_FILE", file).kafka())
        .containsEntry("sasl.jaas.config", SECRET);
    assertThat(environment("FOREWARM_HTTP_HOST_FILE", file("::1\n")).http().host())
        .isEqualTo("::1");
  }

  @Test
  void aSettingThatIsAFileStaysOne() {
    assertThat(environment("FOREWARM_REDIS_CONFIG_FILE", "/x.yaml").redis().configFile())
        .isEqualTo(Path.of("/x.yaml"));
  }

  @Test
  void aSecretInYamlOrOnTheCommandLineNamesAFile() throws Exception {
    String file = file(SECRET);
    Path yaml =
        Files.writeString(
            folder.resolve("forewarm.yaml"),
            "redis: {password: 'file:"
                + file
                + "'}\nkafka: {ssl.truststore.location: 'file:/x', ssl.key.password: 'file:"
                + file
                + "'}\n");
    AppConfig config = AppConfigSources.read(yaml, Map.of(), List.of());
    assertThat(config.redis().password()).isEqualTo(SECRET);
    assertThat(config.kafka())
        .containsEntry("ssl.key.password", SECRET)
        .containsEntry("ssl.truststore.location", "file:/x");
    assertThat(
            AppConfigSources.read(null, Map.of(), List.of("redis.password=file:" + file))
                .redis()
                .password())
        .isEqualTo(SECRET);
  }

  @Test
  void theTokenOfTheConsoleIsASecretAsOthersAre() throws Exception {
    String file = file("0123456789-" + SECRET);
    AppConfig config = AppConfigSources.read(null, Map.of(), List.of("console.token=file:" + file));
    assertThat(config.console().token().text()).isEqualTo("0123456789-" + SECRET);
    assertThat(AppConfigSources.toYaml(config)).contains("token: \"(hidden)\"");
    assertThat(AppConfigSources.toYaml(AppConfig.DEFAULT)).contains("token: \"\"");
  }

  @Test
  void aFileThatIsMissingStopsTheStart() {
    assertThatThrownBy(() -> environment("FOREWARM_REDIS_PASSWORD_FILE", "/nowhere"))
        .isInstanceOf(AppConfigException.class)
        .hasMessageContaining("FOREWARM_REDIS_PASSWORD_FILE=/nowhere");
    assertThat(environment("FOREWARM_LOG_FILE", "/nowhere")).isEqualTo(AppConfig.DEFAULT);
    assertThatThrownBy(() -> environment("FOREWARM_REDIS_PASSWORT_FILE", folder + "/secret"))
        .isInstanceOf(AppConfigException.class)
        .hasMessageContaining("FOREWARM_REDIS_PASSWORT_FILE");
  }

  @Test
  void twoSourcesOfOneSettingAreRefused() throws Exception {
    Map<String, String> both =
        Map.of("FOREWARM_REDIS_PASSWORD", SECRET, "FOREWARM_REDIS_PASSWORD_FILE", file("other"));
    assertThatThrownBy(() -> AppConfigSources.read(null, both, List.of()))
        .isInstanceOf(AppConfigException.class)
        .hasMessageContaining("take one");
  }

  @Test
  void noSecretIsShown() throws Exception {
    AppConfig config =
        AppConfigSources.read(
            null,
            Map.of(),
            List.of(
                "redis.url=redis://me:" + SECRET + "@cache:6379",
                "redis.password=" + SECRET,
                "kafka.sasl.jaas.config=" + SECRET,
                "kafka.ssl.keystore.key=" + SECRET,
                "kafka.ssl.key.password=" + SECRET,
                "kafka.basic.auth.user.info=me:" + SECRET,
                "console.token=0123456789-" + SECRET));
    assertThat(AppConfigSources.toYaml(config))
        .contains("redis://(hidden)@cache:6379")
        .contains("sasl.jaas.config: \"(hidden)\"")
        .doesNotContain(SECRET);
    assertThat(config.toString() + config.redis()).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis.passwort=" + SECRET,
        "redis.url=reddis://:" + SECRET + "@cache",
        "redis.sentinel.password=" + SECRET
      })
  void noRefusalSpeaksIt(String setting) {
    assertThatThrownBy(() -> AppConfigSources.read(null, Map.of(), List.of(setting)))
        .isInstanceOf(AppConfigException.class)
        .message()
        .doesNotContain(SECRET);
    int equals = setting.indexOf('=');
    String name =
        "FOREWARM_" + setting.substring(0, equals).toUpperCase(Locale.ROOT).replace('.', '_');
    assertThatThrownBy(() -> environment(name, setting.substring(equals + 1)))
        .isInstanceOf(AppConfigException.class)
        .message()
        .doesNotContain(SECRET);
  }

  @Test
  void certificatesThatAreNoneAreRefused() {
    assertThatThrownBy(() -> TrustedCertificates.of("no pem"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("redis.certificates");
  }
}
