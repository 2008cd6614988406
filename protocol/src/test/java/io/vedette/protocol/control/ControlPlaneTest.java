package io.vedette.protocol.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlPlaneTest {
  private final Config config =
      ControlPlane.config(
          "10.0.0.1",
          "0.0.0.0",
          7001,
          List.of("node"),
          List.of("10.0.0.2:7000", "10.0.0.3:7000"),
          ConfigFactory.parseString("akka.loglevel = DEBUG"));

  @Test
  void namesTheProcess() {
    assertThat(config.getString("akka.remote.artery.canonical.hostname")).isEqualTo("10.0.0.1");
    assertThat(config.getInt("akka.remote.artery.canonical.port")).isEqualTo(7001);
    assertThat(config.getString("akka.remote.artery.bind.hostname")).isEqualTo("0.0.0.0");
    assertThat(config.getStringList("akka.cluster.roles")).containsExactly("node");
    assertThat(config.getStringList("akka.cluster.seed-nodes"))
        .containsExactly("akka://vedette@10.0.0.2:7000", "akka://vedette@10.0.0.3:7000");
  }

  @Test
  void sharedSettingsStandOverThoseOfAkkaAndUnderThoseOfTheProcess() {
    assertThat(config.getString("akka.actor.provider")).isEqualTo("cluster");
    assertThat(config.getBoolean("akka.cluster.jmx.enabled")).isFalse();
    assertThat(config.getString("akka.loglevel")).isEqualTo("DEBUG");
  }

  @Test
  void pathOfAWellKnownActor() {
    assertThat(ControlPlane.actorPath("10.0.0.2:7000", ControlPlane.SENTINEL_ACTOR))
        .isEqualTo("akka://vedette@10.0.0.2:7000/user/sentinel");
  }
}
