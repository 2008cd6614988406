package io.vedette.node.proxy;

import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.Decimal;
import io.vedette.protocol.resp.ReplyBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A command that the proxy answers itself: its arguments, who asks, and where the reply goes. */
record Call(
    ProxySession session, CommandBatch batch, int command, CommandSpec spec, ReplyBuffer out) {
  /** Number of arguments, the name included. */
  int arguments() {
    return batch.argumentCount(command);
  }

  byte[] bytes(int argument) {
    int from = batch.offset(command, argument);
    return Arrays.copyOfRange(batch.bytes(), from, from + batch.length(command, argument));
  }

  String text(int argument) {
    return CommandErrors.text(batch, command, argument, Integer.MAX_VALUE);
  }

  /** Whether an argument is this word, in any case of letters. */
  boolean is(int argument, String word) {
    return batch.length(command, argument) == word.length()
        && text(argument).equalsIgnoreCase(word);
  }

  boolean isInteger(int argument) {
    return Decimal.isLong(
        batch.bytes(), batch.offset(command, argument), batch.length(command, argument));
  }

  /** The number that an {@linkplain #isInteger integer} argument stands for. */
  long integer(int argument) {
    return Decimal.parse(
        batch.bytes(), batch.offset(command, argument), batch.length(command, argument));
  }

  void bulk(int argument) {
    out.bulk(batch.bytes(), batch.offset(command, argument), batch.length(command, argument));
  }

  void error(String codeAndText) {
    out.error(codeAndText);
  }

  /** One char a byte. */
  String latin1(int argument) {
    return new String(bytes(argument), StandardCharsets.ISO_8859_1);
  }
}
