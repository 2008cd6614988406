package io.vedette.sentinel.journal;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import com.typesafe.config.ConfigFactory;
import io.vedette.sentinel.SentinelPersistence;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugins under a real event-sourced actor, across restarts of the actor system. */
class FileJournalTest {
  private static final String ID = "notes";

  @TempDir Path dir;

  private record Note(String text, ActorRef<String> replyTo) {}

  /** Appends each text to one string; an empty text only asks for it. */
  private static final class Notes extends EventSourcedBehavior<Note, String, String> {
    Notes() {
      super(PersistenceId.ofUniqueId(ID));
    }

    @Override
    public String emptyState() {
      return "";
    }

    @Override
    public CommandHandler<Note, String, String> commandHandler() {
      return (state, note) ->
          note.text().isEmpty()
              ? Effect().none().thenRun((String now) -> note.replyTo().tell(now))
              : Effect().persist(note.text()).thenRun((String now) -> note.replyTo().tell(now));
    }

    @Override
    public EventHandler<String, String> eventHandler() {
      return (state, event) -> state + event;
    }

    @Override
    public RetentionCriteria retentionCriteria() {
      return RetentionCriteria.snapshotEvery(10, 1).withDeleteEventsOnSnapshot();
    }
  }

  private String run(String... texts) {
    ActorTestKit kit =
        ActorTestKit.create(
            SentinelPersistence.config(dir)
                .withFallback(ConfigFactory.parseString("akka.jvm-exit-on-fatal-error = off"))
                .withFallback(ConfigFactory.load()));
    try {
      Behavior<Note> behavior = new Notes();
      ActorRef<Note> notes = kit.spawn(behavior);
      TestProbe<String> probe = kit.createTestProbe();
      for (String text : texts) {
        notes.tell(new Note(text, probe.getRef()));
        probe.receiveMessage();
      }
      notes.tell(new Note("", probe.getRef()));
      return probe.receiveMessage();
    } finally {
      kit.shutdownTestKit();
    }
  }

  @Test
  void anActorRemembersAcrossRestarts() throws Exception {
    assertThat(run("a", "b")).isEqualTo("ab");
    assertThat(run("c")).isEqualTo("abc");
    Path journal = journal();
    assertThat(new String(Files.readAllBytes(journal), StandardCharsets.ISO_8859_1))
        .doesNotContain("java.lang");
  }

  @Test
  void aTornTailCostsNothingThatWasConfirmed() throws Exception {
    assertThat(run("a", "b")).isEqualTo("ab");
    Files.write(journal(), new byte[] {(byte) 0xA7, 0, 0}, StandardOpenOption.APPEND);
    assertThat(run("c")).isEqualTo("abc");
  }

  @Test
  void snapshotsShortenTheJournal() throws Exception {
    String letters = "abcdefghijklmnopqrstuvwxyz";
    assertThat(run(letters.split(""))).isEqualTo(letters);
    assertThat(run("!")).isEqualTo(letters + "!");
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .anyMatch(name -> name.startsWith(ID + ".snapshot-20-"));
    }
    assertThat(run("?")).isEqualTo(letters + "!?");
  }

  private Path journal() {
    return dir.resolve(ID + ".journal");
  }
}
