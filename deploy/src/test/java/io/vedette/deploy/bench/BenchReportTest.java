package io.vedette.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.deploy.cluster.ClusterException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchReportTest {

  @Test
  void mediansAreOfEachFigureByItself() {
    Round median = Round.median(List.of(new Round(3, 10), new Round(1, 30), new Round(2, 20)));
    assertThat(median).isEqualTo(new Round(2, 20));
    assertThat(Round.median(List.of(new Round(1, 10), new Round(2, 20))))
        .isEqualTo(new Round(1.5, 15));
  }

  @Test
  void readsRedisBenchmark() {
    String csv =
        """
        "test","rps","avg_latency_ms","min_latency_ms","max_latency_ms"
        "SET","99206.34","0.272","0.080","1.255"
        """;
    assertThat(RedisBenchmark.columns(csv))
        .containsExactly("SET", "99206.34", "0.272", "0.080", "1.255");
    assertThatThrownBy(() -> RedisBenchmark.columns("ERROR: no server"))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("no server");
  }

  @Test
  void ratiosStandBesideTheirTargets() {
    Workload set = new Workload("SET", 16, 1000, 1.0);
    BenchReport.Row slow = row(set, new Round(1.2, 800_000), new Round(1.0, 1_000_000));
    BenchReport.Row single =
        row(new Workload("SET", 1, 1000, 1.15), new Round(2, 80_000), new Round(2, 100_000));
    BenchReport report = new BenchReport(5, List.of(slow), List.of(single, slow));
    assertThat(report.text())
        .containsPattern("SET pipeline 16 +1.20 +1.00 +1.20 +<= 1.00 +MISSED")
        .containsPattern("SET pipeline 1 +80000 +100000 +0.80 +>= 0.85 +MISSED")
        .containsPattern("SET pipeline 16 +800000 +1000000 +0.80 +>= 0.85 +MISSED");
    assertThat(report.figures().toString()).contains("cpuRatio=1.2", "opsRatio=0.8");
  }

  @Test
  void aRatioIsThatOfNeighbours() {
    List<Round> ours = List.of(new Round(8, 50), new Round(4, 90), new Round(4, 110));
    List<Round> theirs = List.of(new Round(8, 50), new Round(4, 100), new Round(2, 100));
    BenchReport.Row row = new BenchReport.Row(new Workload("GET", 1, 1000, 1.15), ours, theirs);
    assertThat(row.cpuRatio()).isEqualTo(1);
    assertThat(row.speedRatio()).isEqualTo(1);
    assertThat(row.measured()).isEqualTo(new Round(4, 90));
    assertThat(row.reference()).isEqualTo(new Round(4, 100));
  }

  private static BenchReport.Row row(Workload workload, Round ours, Round theirs) {
    return new BenchReport.Row(workload, List.of(ours), List.of(theirs));
  }
}
