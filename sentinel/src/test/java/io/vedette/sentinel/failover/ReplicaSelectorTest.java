package io.vedette.sentinel.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.protocol.message.CopyRole;
import io.vedette.protocol.message.Progress;
import io.vedette.protocol.message.Sealed;
import io.vedette.protocol.topology.Endpoint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicaSelectorTest {
  private static Sealed sealed(String node, boolean intact, long epoch, long offset, int priority) {
    Progress progress = new Progress("0".repeat(40), epoch, offset, 0, intact);
    Endpoint from = new Endpoint("h", 1);
    return new Sealed(from, "shard-0", node, 1, 9, 9, CopyRole.REPLICA, progress, priority);
  }

  @ParameterizedTest
  @CsvSource({
    "true,1,100,100, true,1,200,100, b", // more data
    "true,2,100,100, true,1,200,100, a", // a later history beats a longer one
    "true,1,200,100, true,1,200,10, b", // priority breaks a tie
    "true,1,200,100, true,1,200,100, a", // then the name
    "true,1,201,100, true,1,200,1, a", // but only a tie
    "true,1,100,100, false,1,900,100, b", // what a restarted copy read from its files counts
    "true,1,900,100, false,2,100,100, b", // and of a later history all the more
    "true,1,900,100, false,1,900,100, a", // an intact copy wins a tie
    "true,1,200,0, true,1,200,100, b", // priority 0 is never chosen
    "false,0,0,100, false,0,0,100, a", // a whole restart: somebody has to begin
  })
  void theCopyWithTheMostDataWins(
      boolean intactA,
      long epochA,
      long offsetA,
      int priorityA,
      boolean intactB,
      long epochB,
      long offsetB,
      int priorityB,
      String winner) {
    Sealed a = sealed("a", intactA, epochA, offsetA, priorityA);
    Sealed b = sealed("b", intactB, epochB, offsetB, priorityB);
    assertThat(ReplicaSelector.select(List.of(a, b))).map(Sealed::node).contains(winner);
    assertThat(ReplicaSelector.select(List.of(b, a))).map(Sealed::node).contains(winner);
  }

  @Test
  void nobodyWinsOverACopyThatHoldsMoreButMayNotBeChosen() {
    Sealed ahead = sealed("a", true, 1, 200, 0);
    Sealed behind = sealed("b", true, 1, 199, 100);
    assertThat(ReplicaSelector.select(List.of(ahead, behind))).isEmpty();
    assertThat(ReplicaSelector.select(List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // answers: intact, restarted with files, without; copies, expected, dead, asleep, patient
    "2,0,0, 3,2,1,0,false,READY",
    "2,0,0, 3,2,0,0,false,READY",
    "2,0,0, 4,3,1,0,false,ENOUGH",
    "1,0,0, 2,1,1,0,false,READY",
    "1,0,0, 3,1,2,0,false,TOO_FEW",
    "1,0,1, 3,2,0,0,true,TOO_FEW",
    "1,0,1, 3,2,1,0,false,READY",
    "0,0,3, 3,3,0,0,false,READY",
    "0,0,2, 3,2,0,0,false,TOO_FEW",
    "0,0,2, 3,2,0,0,true,READY",
    "0,0,1, 1,1,0,0,false,READY",
    // with files: the dead may come back with what they fsynced
    "1,0,0, 2,1,0,1,false,READY",
    "2,0,0, 3,2,0,1,false,READY",
    "1,1,0, 3,2,0,1,false,ENOUGH",
    "1,0,1, 3,2,0,1,true,TOO_FEW",
    // an intact copy that is merely silent may be the last to hold what WAIT promised
    "1,1,0, 3,2,0,0,true,TOO_FEW",
    "1,1,0, 3,3,0,0,false,TOO_FEW",
    "2,1,0, 3,3,0,0,false,READY",
    "1,1,0, 3,2,1,0,false,READY",
    "1,2,0, 5,3,0,0,true,TOO_FEW",
    "1,2,0, 5,3,0,1,false,ENOUGH",
    "1,2,0, 5,3,1,0,false,ENOUGH",
    "0,3,0, 3,3,0,0,false,READY",
    "0,2,0, 3,2,0,1,false,TOO_FEW",
    "0,2,0, 3,2,0,1,true,READY",
    "0,2,0, 3,3,0,0,false,TOO_FEW",
    "0,2,1, 3,3,0,0,false,READY",
    "0,1,1, 3,2,0,1,true,TOO_FEW",
    "0,0,2, 3,2,0,1,true,TOO_FEW",
  })
  void enoughMeansThatNoAcknowledgedWriteIsOverlooked(
      int intact,
      int withFiles,
      int restarted,
      int copies,
      int expected,
      int dead,
      int asleep,
      boolean patient,
      SealQuorum.Answer answer) {
    List<Sealed> answers = new ArrayList<>();
    for (int i = 0; i < intact; i++) {
      answers.add(sealed("i" + i, true, 1, 1, 100));
    }
    for (int i = 0; i < withFiles; i++) {
      answers.add(sealed("f" + i, false, 1, 1, 100));
    }
    for (int i = 0; i < restarted; i++) {
      answers.add(sealed("r" + i, false, 0, 0, 100));
    }
    assertThat(SealQuorum.judge(answers, copies, expected, dead, asleep, patient))
        .isEqualTo(answer);
  }
}
