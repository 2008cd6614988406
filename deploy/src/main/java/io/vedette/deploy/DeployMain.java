package io.vedette.deploy;

import io.vedette.deploy.command.VedetteCommand;

/** What {@code deploy/vedette} runs for everything but servers and tests. */
public final class DeployMain {
  private DeployMain() {}

  public static void main(String[] arguments) {
    System.exit(VedetteCommand.execute(arguments));
  }
}
