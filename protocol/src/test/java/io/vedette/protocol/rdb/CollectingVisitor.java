package io.vedette.protocol.rdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps what a reader found, as text. */
final class CollectingVisitor implements RdbVisitor {
  final Map<String, String> aux = new TreeMap<>();
  final List<String> entries = new ArrayList<>();
  private int database;

  @Override
  public void aux(String name, String value) {
    aux.put(name, value);
  }

  @Override
  public void selectDatabase(int index) {
    database = index;
  }

  @Override
  public void sizes(long count, long expiringEntries) {
    entries.add("sizes " + count + " " + expiringEntries);
  }

  @Override
  public void string(Slice key, Slice value, long expireAtMs) {
    entries.add(database + " " + key + "=" + value + " @" + expireAtMs);
  }

  @Override
  public RdbDecoder decoder(int type) {
    return type == 1 ? in -> new String(in.string()) + in.length() : null;
  }

  @Override
  public void value(Slice key, Object value, long expireAtMs) {
    entries.add(database + " " + key + ":" + value + " @" + expireAtMs);
  }
}
