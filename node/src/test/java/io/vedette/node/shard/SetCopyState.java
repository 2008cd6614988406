package io.vedette.node.shard;

import io.vedette.node.command.CopyState;

/** What a copy may do, as a test sets it; everything at first. */
public final class SetCopyState implements CopyState {
  public boolean isLoading;
  public boolean holdsWrites;
  public boolean holdsCommands;
  public boolean holdsReplies;
  public boolean mayAcknowledge = true;
  public String readRefusal;
  public String writeRefusal;
  public String publishRefusal;

  @Override
  public boolean isReplica() {
    return false;
  }

  @Override
  public boolean isLoading() {
    return isLoading;
  }

  @Override
  public boolean holdsWrites() {
    return holdsWrites;
  }

  @Override
  public boolean holdsCommands() {
    return holdsCommands;
  }

  @Override
  public boolean holdsReplies() {
    return holdsReplies;
  }

  @Override
  public boolean mayAcknowledge() {
    return mayAcknowledge;
  }

  @Override
  public String readRefusal() {
    return readRefusal;
  }

  @Override
  public String writeRefusal() {
    return writeRefusal;
  }

  @Override
  public String publishRefusal() {
    return publishRefusal;
  }
}
