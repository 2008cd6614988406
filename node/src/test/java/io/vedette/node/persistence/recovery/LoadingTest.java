package io.vedette.node.persistence.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.node.store.Keyspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LoadingTest implements Loading.Listener {
  private final List<String> heard = new ArrayList<>();
  private final List<LoadRequest> asked = new ArrayList<>();
  private final Loading loading = new Loading(asked::add);
  private final Keyspace keyspace = new Keyspace(1, new Random(1), (database, key) -> {});
  private final LoadRequest request =
      new LoadRequest(
          DataFiles.snapshot(Path.of("dump.rdb")), () -> keyspace, data -> null, true, () -> 0);

  @Override
  public void loaded(Recovered recovered) {
    heard.add("loaded " + recovered.source());
  }

  @Override
  public void failed(String reason) {
    heard.add("failed " + reason);
  }

  @Override
  public void warned(String text) {
    heard.add("warned " + text);
  }

  @Test
  void tellsRedissFieldsWhileItLoads() {
    assertThat(loading.infoFields(0)).isEmpty();
    loading.begin(request, this, 5_000);
    assertThat(asked).containsExactly(request);
    loading.on(new LoadEvent.Begun(1_000));
    loading.on(new LoadEvent.Progress(250, 77));
    assertThat(loading.infoFields(9_000))
        .isEqualTo(
            "loading_start_time:5\r\nloading_total_bytes:1000\r\nloading_rdb_used_mem:77\r\n"
                + "loading_loaded_bytes:250\r\nloading_loaded_perc:25.00\r\n"
                + "loading_eta_seconds:12\r\n");
  }

  @Test
  void endsWithTheDataOrTheReason() {
    loading.begin(request, this, 0);
    loading.on(new LoadEvent.Warned("cut"));
    assertThat(loading.isUnderWay()).isTrue();
    loading.on(
        new LoadEvent.Done(
            new Recovered(
                keyspace, Recovered.History.NONE, 0, 0, 0, "dump.rdb", Optional.empty())));
    assertThat(loading.isUnderWay()).isFalse();
    loading.begin(request, this, 0);
    loading.on(new LoadEvent.Failed("torn"));
    assertThat(loading.isUnderWay()).isFalse();
    assertThat(heard).containsExactly("warned cut", "loaded dump.rdb", "failed torn");
  }

  @Test
  void doesOneLoadAtATime() {
    loading.begin(request, this, 0);
    assertThatThrownBy(() -> loading.begin(request, this, 0))
        .isInstanceOf(IllegalStateException.class);
  }
}
