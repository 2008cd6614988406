package io.vedette.deploy.application;

import io.vedette.deploy.cluster.Launcher;
import io.vedette.deploy.cluster.Program;
import io.vedette.deploy.process.RealTools;
import io.vedette.deploy.process.TestFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The JavaScript applications, beside the packages of {@code package-lock.json} that they need. */
final class JavaScript {
  private static final Duration INSTALL = Duration.ofMinutes(3);
  private static final String LEADERBOARD = "leaderboard.js";
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", LEADERBOARD);

  private static Path installed;

  private JavaScript() {}

  /** The leaderboard, ready to run; the running test is skipped where it cannot be made so. */
  static synchronized Path leaderboard() {
    if (installed == null) {
      installed = install();
    }
    return installed.resolve(LEADERBOARD);
  }

  /** Installs the packages, and nothing else: no script of theirs is run. */
  private static Path install() {
    RealTools.require("node", "nodejs");
    RealTools.require("npm", "npm");
    Path folder = TestFolder.of("applications-javascript");
    try {
      for (String file : FILES) {
        Files.copy(resources().resolve(file), folder.resolve(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Program.Output output =
        Program.run(
            List.of(
                "npm",
                "ci",
                "--prefix",
                folder.toString(),
                "--ignore-scripts",
                "--no-audit",
                "--no-fund"),
            INSTALL);
    RealTools.skipUnless(
        output.status() == 0, "npm cannot install the packages: " + output.text().strip());
    return folder;
  }

  /** Where the applications in other languages are. */
  static Path resources() {
    return Launcher.checkout().resolve("deploy/src/test/resources/applications");
  }
}
