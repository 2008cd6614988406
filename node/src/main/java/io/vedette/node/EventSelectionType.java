package io.vedette.node;

import io.vedette.node.command.event.EventSelection;
import io.vedette.protocol.config.InvalidValueException;
import io.vedette.protocol.config.ValueType;
import java.util.List;

/** Letters, one for each class of events and each form of message. */
final class EventSelectionType implements ValueType<EventSelection> {
  @Override
  public EventSelection parse(List<String> arguments, EventSelection current)
      throws InvalidValueException {
    EventSelection selection = EventSelection.parse(arguments.getFirst());
    if (selection == null) {
      throw new InvalidValueException("Invalid event class character. Use 'Ag$lshzxeKEtmdn'.");
    }
    return selection;
  }

  @Override
  public List<String> format(EventSelection value) {
    return List.of(value.letters());
  }
}
