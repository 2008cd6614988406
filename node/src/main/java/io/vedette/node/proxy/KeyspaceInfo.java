package io.vedette.node.proxy;

import io.vedette.protocol.resp.ReplyBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keyspace section of INFO over all shards, after the proxy's own sections. */
final class KeyspaceInfo extends Gather {
  private static final Pattern LINE =
      Pattern.compile("db(\\d{1,4}):keys=(\\d{1,18}),expires=(\\d{1,18}),avg_ttl=(\\d{1,18}).*");

  private final String before;
  private final Map<Integer, long[]> databases = new TreeMap<>();

  KeyspaceInfo(ProxyCore core, Pending place, int parts, String before) {
    super(core, place, parts);
    this.before = before;
  }

  @Override
  void merge(int index, byte[] bytes, int from, int to) {
    int start = afterLine(bytes, from);
    String text = new String(bytes, start, to - start, StandardCharsets.US_ASCII);
    for (String line : text.split("\r\n")) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        long[] sums =
            databases.computeIfAbsent(Integer.valueOf(matcher.group(1)), key -> new long[3]);
        long expires = Long.parseLong(matcher.group(3));
        sums[0] += Long.parseLong(matcher.group(2));
        sums[1] += expires;
        sums[2] += expires * Long.parseLong(matcher.group(4));
      }
    }
  }

  @Override
  void finish(ReplyBuffer out) {
    StringBuilder text = new StringBuilder(before);
    text.append(before.isEmpty() ? "" : "\r\n").append("# Keyspace\r\n");
    databases.forEach(
        (db, sums) ->
            text.append("db")
                .append(db)
                .append(":keys=")
                .append(sums[0])
                .append(",expires=")
                .append(sums[1])
                .append(",avg_ttl=")
                .append(sums[1] == 0 ? 0 : sums[2] / sums[1])
                .append("\r\n"));
    out.verbatim(text.toString());
  }
}
