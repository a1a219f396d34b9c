package io.forewarm.image;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.exception.NotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.DockerImageName;

/** Images that {@code deploy/containers/build.sh} has made; none is fetched from anywhere. */
final class ContainerImage {
  private static final Path USUAL_SOCKET = Path.of("/var/run/docker.sock");

  private ContainerImage() {}

  /** Returns the name of an image that is here, else skips the test by what is missing. */
  static DockerImageName installed(String name) {
    assumeTrue(
        System.getenv("DOCKER_HOST") != null || Files.exists(USUAL_SOCKET),
        "no container engine: there is neither DOCKER_HOST nor " + USUAL_SOCKET);
    assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no container engine answers");
    assumeTrue(isHere(name), "image " + name + " is missing: deploy/containers/build.sh makes it");
    return DockerImageName.parse(name);
  }

  private static boolean isHere(String name) {
    try {
      return DockerClientFactory.lazyClient().inspectImageCmd(name).exec().getId() != null;
    } catch (NotFoundException e) {
      return false;
    }
  }
}
