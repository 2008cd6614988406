package io.vedette.node.command;

/** Which replies a client gets, as chosen by CLIENT REPLY. */
public enum ReplyMode {
  ON,
  OFF,

  /** CLIENT REPLY SKIP was the last command: the next one is answered nothing. */
  SKIP_NEXT,

  /** The command that is being executed is answered nothing. */
  SKIP
}
