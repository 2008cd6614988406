package io.vedette.protocol.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.protocol.topology.Endpoint;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private static final Endpoint S1 = new Endpoint("s", 1);
  private static final Endpoint S2 = new Endpoint("s", 2);
  private static final Endpoint S3 = new Endpoint("s", 3);

  private final Lease lease = new Lease(3);

  @Test
  void oneOfThreeSentinelsIsNotEnough() {
    lease.appoint(7);
    lease.onGrant(S1, 7, 100, 1_000, 110);
    assertThat(lease.isHeld(111)).isFalse();
    lease.onGrant(S2, 7, 105, 1_000, 112);
    assertThat(lease.isHeld(112)).isTrue();
  }

  @Test
  void itEndsWhenTheMajorityEndsLessTheDriftMargin() {
    lease.appoint(7);
    lease.onGrant(S1, 7, 100, 1_000, 600);
    lease.onGrant(S2, 7, 400, 1_000, 600);
    lease.onGrant(S3, 7, 500, 1_000, 600);
    assertThat(lease.isHeld(1_349)).isTrue();
    assertThat(lease.isHeld(1_350)).isFalse();
    assertThat(lease.expiredForMs(1_400)).isEqualTo(50);
  }

  @Test
  void grantsForAnotherEpochDoNotCountButAreKeptForTheirEpoch() {
    lease.appoint(7);
    lease.onGrant(S1, 7, 100, 1_000, 110);
    lease.onGrant(S2, 8, 100, 1_000, 110);
    lease.onGrant(S3, 8, 100, 1_000, 110);
    assertThat(lease.isHeld(111)).isFalse();
    lease.appoint(8);
    assertThat(lease.isHeld(111)).isTrue();
  }

  @Test
  void aLateGrantOfAnOldEpochDoesNotReplaceANewerOne() {
    lease.appoint(8);
    lease.onGrant(S1, 8, 100, 1_000, 110);
    lease.onGrant(S2, 8, 100, 1_000, 110);
    lease.onGrant(S2, 7, 105, 1_000, 110);
    assertThat(lease.isHeld(111)).isTrue();
  }

  @Test
  void reorderedChecksNeverShortenIt() {
    lease.appoint(7);
    lease.onGrant(S1, 7, 500, 1_000, 510);
    lease.onGrant(S2, 7, 500, 1_000, 510);
    lease.onGrant(S2, 7, 100, 1_000, 520);
    assertThat(lease.isHeld(1_440)).isTrue();
  }

  @Test
  void revokedOrNeverAppointedMeansNotHeld() {
    lease.onGrant(S1, 7, 100, 1_000, 110);
    lease.onGrant(S2, 7, 100, 1_000, 110);
    assertThat(lease.isHeld(111)).isFalse();
    lease.appoint(7);
    assertThat(lease.isHeld(111)).isTrue();
    lease.revoke();
    assertThat(lease.isHeld(111)).isFalse();
  }

  @Test
  void echoesFromTheFutureOrWithoutGrantAreIgnored() {
    lease.appoint(7);
    lease.onGrant(S1, 7, 10_000, 1_000, 110);
    lease.onGrant(S2, 7, 10_000, 1_000, 110);
    lease.onGrant(S3, 7, -1, 1_000, 110);
    assertThat(lease.isHeld(111)).isFalse();
  }
}
