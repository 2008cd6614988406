package io.vedette.node.type;

import io.vedette.node.command.Commands;
import io.vedette.node.store.ObjectEntry;
import io.vedette.node.store.PackedEntry;
import io.vedette.node.store.PackedLimits;
import io.vedette.node.store.Value;
import io.vedette.node.type.bitmap.BitmapCommands;
import io.vedette.node.type.dump.DumpCommands;
import io.vedette.node.type.geo.GeoCommands;
import io.vedette.node.type.hash.HashCommands;
import io.vedette.node.type.hash.HashRdb;
import io.vedette.node.type.hash.HashValue;
import io.vedette.node.type.hyperloglog.HyperLogLogCommands;
import io.vedette.node.type.list.ListCommands;
import io.vedette.node.type.list.ListRdb;
import io.vedette.node.type.list.ListValue;
import io.vedette.node.type.set.SetCommands;
import io.vedette.node.type.set.SetRdb;
import io.vedette.node.type.set.SetValue;
import io.vedette.node.type.sort.SortCommands;
import io.vedette.node.type.stream.StreamCommands;
import io.vedette.node.type.stream.StreamRdb;
import io.vedette.node.type.string.StringCommands;
import io.vedette.node.type.zset.ZSetCommands;
import io.vedette.node.type.zset.ZSetRdb;
import io.vedette.node.type.zset.ZSetValue;
import io.vedette.protocol.rdb.RdbDecoder;

/** All types of values: their commands, how they lie in entries, and how they are read from RDB. */
public final class Types {
  private Types() {}

  /** Adds the commands of every type. */
  public static void register(Commands commands) {
    StringCommands.register(commands);
    DumpCommands.register(commands, Types::value, Types::decoder);
    HyperLogLogCommands.register(commands);
    BitmapCommands.register(commands);
    HashCommands.register(commands);
    SetCommands.register(commands);
    ListCommands.register(commands);
    ZSetCommands.register(commands);
    GeoCommands.register(commands);
    SortCommands.register(commands);
    StreamCommands.register(commands);
  }

  /** The value of an entry that is no packed string: its object, or a view of the packed bytes. */
  public static Value value(Object entry) {
    if (entry instanceof ObjectEntry object) {
      return object.value();
    }
    byte[] packed = (byte[]) entry;
    return switch (PackedEntry.form(packed)) {
      case HASH -> HashValue.KIND.of(packed);
      case SET, INTEGER_SET -> SetValue.KIND.of(packed);
      case LIST -> ListValue.KIND.of(packed);
      case SORTED_SET -> ZSetValue.KIND.of(packed);
      case STRING ->
          throw new IllegalArgumentException("no collection: " + PackedEntry.form(packed));
    };
  }

  /**
   * How values of an RDB type are read into {@link Value}s; null for a type that cannot be.
   *
   * @param type the type byte, not that of strings
   * @param limits up to where values become packed ones
   */
  public static RdbDecoder decoder(int type, PackedLimits limits) {
    RdbDecoder found = HashRdb.decoder(type, limits);
    found = found != null ? found : SetRdb.decoder(type, limits);
    found = found != null ? found : ListRdb.decoder(type, limits);
    found = found != null ? found : ZSetRdb.decoder(type, limits);
    return found != null ? found : StreamRdb.decoder(type);
  }
}
