package io.vedette.deploy.differential;

/** The random commands of one type. */
public interface CommandMix {
  /** One word for reports and for choosing a mix by hand. */
  String name();

  /**
   * The next command: its name and arguments. Decided by the source alone, so that a seed tells the
   * whole sequence.
   */
  byte[][] next(Draw draw);

  /** How the two servers' replies to such a command must agree. */
  ReplyRule rule(byte[][] command);
}
