package io.vedette.deploy.differential;

/**
 * HyperLogLogs, small and large, whole and with a damaged header or first run. What runs without an
 * end become is Redis's secret.
 */
final class HyperLogLogMix extends FormMix {
  private static final int FEW = 30;
  private static final int MANY = 1_000_000;

  HyperLogLogMix() {
    super("hyperloglog");
    word("e", draw -> draw.oneIn(3) ? draw.value() : draw.number(FEW));
    word("l", draw -> draw.number(MANY));
    form(20, "PFADD k e...");
    form(2, "PFADD k");
    form(20, "PFADD k l... l... l... l...");
    form(8, "PFCOUNT k");
    form(5, "PFCOUNT k...");
    form(3, "PFMERGE k k...");
    form(1, "PFMERGE k");
    form(2, "PFDEBUG ENCODING|DECODE|TODENSE|GETREG|v k");
    form(3, "GET k");
    form(2, "STRLEN k");
    form(2, "COPY k k REPLACE");
    form(2, "DEL k");
    form(1, "SET k v");
    form(1, "SETBIT k 3|39|32|127|130 0|1");
    form(1, "EXPIRE k t");
    form(1, "TTL k");
  }
}
