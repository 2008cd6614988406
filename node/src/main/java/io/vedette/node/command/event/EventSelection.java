package io.vedette.node.command.event;

/**
 * The value of {@code notify-keyspace-events}: which classes of events are told, and in which of
 * the two forms.
 *
 * @param classes bits of {@link EventClass}
 * @param keyspace whether {@code __keyspace@} messages are sent, whose channel is the key
 * @param keyevent whether {@code __keyevent@} messages are sent, whose channel is the event
 */
public record EventSelection(int classes, boolean keyspace, boolean keyevent) {
  /** Redis's default: nothing. */
  public static final EventSelection NOTHING = new EventSelection(0, false, false);

  private static final int ALL = allClasses();

  private static int allClasses() {
    int all = 0;
    for (EventClass one : EventClass.values()) {
      all |= one == EventClass.NEW || one == EventClass.KEY_MISS ? 0 : one.bit();
    }
    return all;
  }

  /** The selection that letters mean, or null if one of them means nothing. */
  public static EventSelection parse(String letters) {
    int classes = 0;
    boolean keyspace = false;
    boolean keyevent = false;
    for (char letter : letters.toCharArray()) {
      switch (letter) {
        case 'A' -> classes |= ALL;
        case 'K' -> keyspace = true;
        case 'E' -> keyevent = true;
        default -> {
          int bit = bit(letter);
          if (bit == 0) {
            return null;
          }
          classes |= bit;
        }
      }
    }
    return new EventSelection(classes, keyspace, keyevent);
  }

  private static int bit(char letter) {
    for (EventClass one : EventClass.values()) {
      if (one.letter() == letter) {
        return one.bit();
      }
    }
    return 0;
  }

  /** The letters, in Redis's order; {@code n} is not shown beside {@code A}, as there. */
  public String letters() {
    StringBuilder letters = new StringBuilder();
    if ((classes & ALL) == ALL) {
      letters.append('A');
    } else {
      for (EventClass one : EventClass.values()) {
        if (one != EventClass.KEY_MISS && (classes & one.bit()) != 0) {
          letters.append(one.letter());
        }
      }
    }
    if (keyspace) {
      letters.append('K');
    }
    if (keyevent) {
      letters.append('E');
    }
    if ((classes & EventClass.KEY_MISS.bit()) != 0) {
      letters.append('m');
    }
    return letters.toString();
  }

  /** Whether somebody wants to hear of new or of missed keys. */
  public boolean watchesKeys() {
    return (told() & (EventClass.NEW.bit() | EventClass.KEY_MISS.bit())) != 0;
  }

  /** The classes of which anything is told at all. */
  int told() {
    return keyspace || keyevent ? classes : 0;
  }
}
