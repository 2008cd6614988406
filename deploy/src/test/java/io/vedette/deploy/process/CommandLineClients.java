package io.vedette.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.deploy.client.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What people type and script with redis-cli, redis-benchmark and redis-py, at any RESP port: a
 * server's or a proxy's.
 */
final class CommandLineClients {
  private static final int KEYS = 300;

  private CommandLineClients() {}

  static void walkWithRedisCli(Address at) {
    RealTools.require("redis-cli", "redis-tools");
    assertThat(cli(at, "set", "cli:greeting", "hello world")).isEqualTo("OK");
    assertThat(cli(at, "get", "cli:greeting")).isEqualTo("hello world");
    assertThat(cli(at, "-3", "set", "cli:n", "41")).isEqualTo("OK");
    assertThat(cli(at, "-3", "incr", "cli:n")).isEqualTo("42");
    assertThat(cli(at, "-3", "--json", "mget", "cli:n", "cli:none")).isEqualTo("[\"42\",null]");
    assertThat(cli(at, "-n", "0", "ping")).isEqualTo("PONG");
    assertThat(cli(at, "info", "server")).contains("redis_version:", "redis_mode:", "tcp_port:");
    assertThat(cli(at, "info")).contains("# Replication", "# Keyspace", "role:master");
    assertThat(piped(at)).contains("errors: 0, replies: " + KEYS);
    assertThat(cli(at, "--scan", "--pattern", "cli:scan:*").lines().distinct()).hasSize(KEYS);
    assertThat(cli(at, "no-such-command")).startsWith("ERR unknown command 'no-such-command'");
  }

  /** Mass insertion, as redis-cli offers it. */
  private static String piped(Address at) {
    StringBuilder commands = new StringBuilder();
    for (int i = 0; i < KEYS; i++) {
      commands.append("SET cli:scan:").append(i).append(" v\\r\\n");
    }
    return RealTools.run(
            List.of(
                "sh", "-c", "printf '" + commands + "' | redis-cli -p " + at.port() + " --pipe"))
        .ofSuccess();
  }

  static void walkWithRedisBenchmark(Address at) {
    RealTools.require("redis-benchmark", "redis-tools");
    for (String pipeline : List.of("1", "16")) {
      String output =
          RealTools.run(
                  List.of(
                      "redis-benchmark",
                      "-p",
                      Integer.toString(at.port()),
                      "-t",
                      "ping,set,get,mset,incr",
                      "-n",
                      "4000",
                      "-r",
                      "1000",
                      "-c",
                      "50",
                      "-P",
                      pipeline,
                      "-q"))
              .ofSuccess();
      assertThat(output)
          .contains("PING_INLINE:", "PING_MBULK:", "SET:", "GET:", "INCR:", "MSET (10 keys):")
          .doesNotContainIgnoringCase("error")
          .doesNotContainIgnoringCase("warning");
    }
  }

  /** Plain calls, a pipeline, and an optimistic transaction that is disturbed once. */
  static void walkWithPython(Address at, Path folder) throws IOException {
    RealTools.requirePythonRedis();
    Path script = folder.resolve("walk.py");
    Files.writeString(script, PYTHON_WALK);
    assertThat(
            RealTools.run(List.of(RealTools.PYTHON, script.toString(), Integer.toString(at.port())))
                .ofSuccess())
        .isEqualTo("plain ok\npipeline ok\ntransaction ok after 2 attempts\nscan ok");
  }

  private static final String PYTHON_WALK =
      """
      import sys
      import redis
      r = redis.Redis(port=int(sys.argv[1]), decode_responses=True, client_name='walk',
                      health_check_interval=1, socket_timeout=20)
      assert r.set('py:a', 'x', ex=90) is True
      assert r.get('py:a') == 'x' and r.get('py:none') is None
      assert 0 < r.ttl('py:a') <= 90
      assert r.mset({'py:1': '1', 'py:2': '2'}) is True
      assert r.mget('py:1', 'py:none', 'py:2') == ['1', None, '2']
      assert r.info('replication')['role'] == 'master'
      assert r.client_getname() == 'walk'
      try:
          r.execute_command('GET')
          raise SystemExit('an error was expected')
      except redis.ResponseError as e:
          assert str(e) == "wrong number of arguments for 'get' command", str(e)
      print('plain ok')

      p = r.pipeline(transaction=False)
      for i in range(500):
          p.set('py:p:%d' % i, i)
      p.get('py:p:499')
      answers = p.execute()
      assert len(answers) == 501 and answers[500] == '499'
      print('pipeline ok')

      attempts = 0
      def pay(pipe):
          global attempts
          attempts += 1
          n = int(pipe.get('{py}:n'))
          if attempts == 1:
              r.set('{py}:n', n + 100)
          pipe.multi()
          pipe.set('{py}:n', n + 1)
          pipe.get('{py}:n')
      r.set('{py}:n', 0)
      assert r.transaction(pay, '{py}:n') == [True, '101']
      print('transaction ok after %d attempts' % attempts)

      assert len(set(r.scan_iter('py:p:*', count=50))) == 500
      print('scan ok')
      """;

  private static String cli(Address at, String... arguments) {
    List<String> command = new ArrayList<>(List.of("redis-cli", "-p", Integer.toString(at.port())));
    command.addAll(List.of(arguments));
    return RealTools.run(command).ofSuccess();
  }
}
