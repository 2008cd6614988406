package io.vedette.deploy.cluster;

import java.util.Locale;

/** What a process is; the launcher takes the lower-case name as its command. */
public enum Role {
  NODE,
  SENTINEL,
  PROXY;

  /** The launcher's word for it. */
  public String command() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Role of(String command) {
    return valueOf(command.toUpperCase(Locale.ROOT));
  }
}
