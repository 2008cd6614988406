package io.vedette.deploy.differential;

/** Strings: whole, as parts, and as numbers. */
final class StringsMix extends FormMix {
  StringsMix() {
    super("strings");
    form(12, "SET k v");
    form(6, "SET k v NX|XX? GET? EX+t|PX+t|KEEPTTL|EXAT+t|PXAT+t?");
    form(3, "SET k f|i");
    form(2, "SETNX k v");
    form(2, "SETEX|PSETEX k t v");
    form(5, "GET k");
    form(2, "GETSET k v");
    form(2, "GETDEL k");
    form(4, "GETEX k EX+t|PX+t|PERSIST|EXAT+t|PXAT+t?");
    form(5, "APPEND k v");
    form(3, "STRLEN k");
    form(5, "SETRANGE k n|i v");
    form(5, "GETRANGE|SUBSTR k i|n i|n");
    form(4, "INCR|DECR k");
    form(4, "INCRBY|DECRBY k i");
    form(4, "INCRBYFLOAT k f");
    form(3, "MSET|MSETNX k+v...");
    form(3, "MGET k...");
    form(3, "LCS k k LEN|IDX|WITHMATCHLEN? MINMATCHLEN+i?");
    form(2, "DEL k...");
    form(2, "OBJECT ENCODING k");
    rule("OBJECT", ReplyRule.NUMBER_KEPT_AS_TEXT);
  }
}
