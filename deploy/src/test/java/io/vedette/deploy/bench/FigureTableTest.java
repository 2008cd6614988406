package io.vedette.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.deploy.bench.FigureTable.Bound;
import io.vedette.deploy.bench.FigureTable.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTableTest {
  @Test
  void judgesFiguresAndRatios() {
    assertThat(new Row("a", "ms", 2, Double.NaN, Bound.atMost(2)).isMet()).isTrue();
    assertThat(new Row("a", "ms", 2.1, Double.NaN, Bound.atMost(2)).isMet()).isFalse();
    assertThat(new Row("a", "1/s", 5, Double.NaN, Bound.atLeast(6)).isMet()).isFalse();
    assertThat(new Row("a", "1/s", 9, 10, Bound.ratioAtLeast(1)).isMet()).isFalse();
    assertThat(new Row("a", "us", 11, 10, Bound.ratioAtMost(1.1)).isMet()).isTrue();
  }

  @Test
  void comparesNeighboursSoThatASlowMachineIsSlowForBoth() {
    Row row =
        Row.ofRounds(
            "a", "us", List.of(10.0, 20.0, 31.0), List.of(10.0, 21.0, 30.0), Bound.ratioAtMost(1));
    assertThat(row.vedette()).isEqualTo(20);
    assertThat(row.redis()).isEqualTo(21);
    assertThat(row.ratio()).isEqualTo(1);
    assertThat(row.isMet()).isTrue();
  }

  @Test
  void showsWhatRedisCannotDoAsADash() {
    FigureTable report =
        new FigureTable(
            "DISK",
            List.of(
                new Row("WAITAOF", "ms", 1.5, Double.NaN, Bound.atMost(2)),
                new Row("SET", "requests/s", 1500, 3000, Bound.ratioAtLeast(1))));
    assertThat(report.text().lines().map(line -> line.replaceAll(" +", " ").strip()))
        .contains(
            "WAITAOF ms 1.50 - - <= 2.00 met",
            "SET requests/s 1500 3000 0.50 >= 1.00 x redis MISSED");
    assertThat(report.figures().get("rows").toString()).contains("ratio=0.5").doesNotContain("NaN");
  }

  @Test
  void percentilesAreValuesThatOccurred() {
    Latencies latencies = new Latencies();
    for (int i = 1; i <= 2000; i++) {
      latencies.add(i * 1_000_000L);
    }
    assertThat(latencies.percentileMs(0.5)).isEqualTo(1000);
    assertThat(latencies.percentileMs(0.99)).isEqualTo(1980);
    assertThat(latencies.maxMs()).isEqualTo(2000);
    assertThat(new Latencies().maxMs()).isZero();
  }
}
