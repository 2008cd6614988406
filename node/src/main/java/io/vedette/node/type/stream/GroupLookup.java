package io.vedette.node.type.stream;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;

/** The stream and group that a command names, and its consumer. */
record GroupLookup(Execution x, int key, int groupName, StreamValue stream, StreamGroup group) {
  /**
   * For commands that only read.
   *
   * @return with a null group where there is no such stream or group
   */
  static GroupLookup read(Execution x, int key, int groupName) {
    return of(x, key, groupName, x.find(key, StreamValue.KIND));
  }

  /** For commands that change the group, which must be {@link #kept} then. */
  static GroupLookup write(Execution x, int key, int groupName) {
    // As in Redis these count as readers of the key, although they write.
    StreamValue found = x.find(key, StreamValue.KIND);
    return of(x, key, groupName, found == null ? null : x.findForWrite(key, StreamValue.KIND));
  }

  private static GroupLookup of(Execution x, int key, int groupName, StreamValue stream) {
    StreamGroup group =
        stream == null
            ? null
            : stream.groups().get(x.bytes(), x.offset(groupName), x.length(groupName));
    return new GroupLookup(x, key, groupName, stream, group);
  }

  /** Refuses unless there is such a stream and group. */
  GroupLookup required() {
    return required("");
  }

  /** The same with something behind the error's text. */
  GroupLookup required(String detail) {
    if (group == null) {
      throw new CommandError(
          "NOGROUP No such key '"
              + x.text(key)
              + "' or consumer group '"
              + x.text(groupName)
              + "'"
              + detail);
    }
    return this;
  }

  /** The consumer that an argument names, or null. */
  StreamConsumer consumer(int name) {
    return group.consumer(x.bytes(), x.offset(name), x.length(name));
  }

  /** The same, seen now; created where missing, which is an effect. */
  StreamConsumer seenConsumer(int name, GroupEffects effects) {
    StreamConsumer consumer = consumer(name);
    if (consumer == null) {
      consumer = group.create(x.copy(name), x.nowMs());
      kept();
      effects.created(consumer);
      x.notify(EventClass.STREAM, "xgroup-createconsumer", key);
    }
    consumer.seenTimeMs = x.nowMs();
    return consumer;
  }

  /** Keeps the stream after a change of the group; as in Redis nobody who watches is told. */
  void kept() {
    x.putBackUnnoticed(key);
  }
}
