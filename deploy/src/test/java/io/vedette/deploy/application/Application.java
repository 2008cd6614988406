package io.vedette.deploy.application;

/**
 * A running application. It works until it is told to finish, and goes on through errors of which
 * its client library's user would think that they pass.
 */
interface Application extends AutoCloseable {

  /**
   * How much it has done so far: pieces of work that the database confirmed. Any thread.
   *
   * @throws AssertionError if it has broken off, with what it said
   */
  long progress();

  /**
   * Lets it complete what it has begun, and compare its own account with the database's.
   *
   * @return what it did, in one line
   * @throws AssertionError if the two differ, with what it said
   */
  String finish();

  /** Ends it at once, if it still runs. */
  @Override
  void close();
}
