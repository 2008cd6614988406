package io.vedette.deploy.drill;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import java.io.IOException;
import java.util.List;

/** Where a client finds the database, asked again whenever it needs a connection. */
interface Route {
  /** Where to connect now. */
  Address find() throws IOException;

  /** Always the proxy. */
  static Route proxy(Address proxy) {
    return () -> proxy;
  }

  /** The shard's master, as the first sentinel that answers says: what Sentinel clients do. */
  static Route sentinels(List<Address> sentinels, String master) {
    return () -> {
      IOException unreachable = new IOException("no sentinel configured");
      for (Address sentinel : sentinels) {
        try (RespClient client = RespClient.connect(sentinel, 500)) {
          List<Reply> address = client.call("SENTINEL", "get-master-addr-by-name", master).items();
          if (address.size() == 2) {
            return new Address(address.get(0).text(), Integer.parseInt(address.get(1).text()));
          }
          unreachable = new IOException("no sentinel knows " + master);
        } catch (IOException e) {
          unreachable = e;
        }
      }
      throw unreachable;
    };
  }
}
