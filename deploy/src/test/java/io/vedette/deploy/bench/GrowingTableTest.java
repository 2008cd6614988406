package io.vedette.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrowingTableTest {
  @Test
  void aStallOfOneRoundIsTheMachines() {
    List<List<Double>> rounds = List.of(List.of(2.0, 40.0), List.of(30.0, 3.0), List.of(1.0, 2.0));
    assertThat(GrowingTable.longestOfMediansMs(rounds)).isEqualTo(3);
  }

  @Test
  void aStallAtTheSameSizeInMostRoundsIsTheTables() {
    List<List<Double>> rounds = List.of(List.of(2.0, 40.0), List.of(3.0, 50.0), List.of(1.0, 2.0));
    assertThat(GrowingTable.longestOfMediansMs(rounds)).isEqualTo(40);
  }
}
