package io.vedette.protocol.rdb.check;

import io.vedette.protocol.rdb.RdbDecoder;
import io.vedette.protocol.rdb.stream.StreamReader;
import java.util.function.Supplier;

/** The value types of the format that are not plain strings, by their type byte. */
public enum ValueType {
  LIST(1, Parts::strings),
  SET(2, Parts::strings),
  ZSET(3, Parts::textScores),
  HASH(4, Parts::pairs),
  ZSET_2(5, Parts::binaryScores),
  MODULE_2(7, () -> Parts::module),
  HASH_ZIPMAP(9, () -> Parts::zipmap),
  LIST_ZIPLIST(10, () -> Parts::ziplist),
  SET_INTSET(11, () -> Parts::intset),
  ZSET_ZIPLIST(12, () -> Parts::ziplistPairs),
  HASH_ZIPLIST(13, () -> Parts::ziplistPairs),
  LIST_QUICKLIST(14, Parts::ziplists),
  STREAM_LISTPACKS(15, () -> new StreamReader(15, new StreamCheck())),
  HASH_LISTPACK(16, () -> Parts::listpackPairs),
  ZSET_LISTPACK(17, () -> Parts::listpackPairs),
  LIST_QUICKLIST_2(18, Parts::quicklistNodes),
  STREAM_LISTPACKS_2(19, () -> new StreamReader(19, new StreamCheck())),
  SET_LISTPACK(20, () -> Parts::listpack),
  STREAM_LISTPACKS_3(21, () -> new StreamReader(21, new StreamCheck()));

  private final int typeByte;
  private final Supplier<RdbDecoder> check;

  ValueType(int typeByte, Supplier<RdbDecoder> check) {
    this.typeByte = typeByte;
    this.check = check;
  }

  /** The type of a type byte; null if there is none. */
  public static ValueType of(int typeByte) {
    for (ValueType type : values()) {
      if (type.typeByte == typeByte) {
        return type;
      }
    }
    return null;
  }

  /** Reads one value of this type and keeps nothing of it; the result is the number of elements. */
  public RdbDecoder check() {
    return check.get();
  }
}
