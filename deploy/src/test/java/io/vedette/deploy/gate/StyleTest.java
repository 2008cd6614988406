package io.vedette.deploy.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.deploy.gate.SourceTree.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What the compiler and the formatter do not see. An exception is a line in {@link #LONG_FILES},
 * which may only shrink: an entry that is no longer needed fails the test too.
 */
class StyleTest {
  private static final int MAX_FILE_LINES = 400;

  /** Files that may be longer than {@value #MAX_FILE_LINES} lines, with the reason beside them. */
  private static final Set<String> LONG_FILES = Set.of();

  private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");
  private static final Pattern SHAPELESS_NAME =
      Pattern.compile(".*(Manager|Helper|Helpers|Util|Utils|Impl)");
  private static final Pattern CLOCK =
      Pattern.compile(
          "System\\.(currentTimeMillis|nanoTime)\\(|Instant\\.now\\(|new Random\\(|"
              + "ThreadLocalRandom|Math\\.random\\(|new Thread\\(|Thread\\.of");
  private static final Pattern MACHINE_PATH =
      Pattern.compile("(^|[^A-Za-z0-9._-])/(work|farm|root|home)/");

  private static final List<Source> SOURCES = SourceTree.all();
  private static final String THIS = "StyleTest";

  @Test
  void filesAreShort() {
    Set<String> tooLong =
        SOURCES.stream()
            .filter(source -> source.lines().size() > MAX_FILE_LINES)
            .map(Source::path)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(tooLong).isEqualTo(new TreeSet<>(LONG_FILES));
  }

  @Test
  void nothingIsLeftUnfinished() {
    assertThat(linesWith(source -> true, UNFINISHED)).isEmpty();
  }

  @Test
  void testsAwaitConditionsInsteadOfSleeping() {
    assertThat(linesWith(Source::isTest, Pattern.compile("Thread\\.sleep\\("))).isEmpty();
  }

  @Test
  void pureClassesGetTimeRandomnessAndThreadsFromOutside() {
    assertThat(linesWith(source -> !source.isTest() && PurePackages.isPure(source), CLOCK))
        .isEmpty();
  }

  @Test
  void errorsAreHandledNotPrinted() {
    assertThat(linesWith(source -> true, Pattern.compile("\\.printStackTrace\\("))).isEmpty();
  }

  @Test
  void namesSayWhatAClassIs() {
    assertThat(
            SOURCES.stream()
                .filter(source -> SHAPELESS_NAME.matcher(source.simpleName()).matches())
                .map(Source::path))
        .isEmpty();
  }

  @Test
  void noPathOfOneMachine() {
    assertThat(linesWith(source -> true, MACHINE_PATH)).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    Set<String> described = packagesOf(source -> source.simpleName().equals("package-info"));
    Set<String> undescribed = packagesOf(source -> !source.isTest());
    undescribed.removeAll(described);
    assertThat(undescribed).isEmpty();
  }

  private static Set<String> packagesOf(Predicate<Source> which) {
    return SOURCES.stream()
        .filter(which)
        .map(source -> source.path().substring(0, source.path().lastIndexOf('/')))
        .map(folder -> folder.replaceFirst(".*/src/(main|test)/java/", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> linesWith(Predicate<Source> which, Pattern pattern) {
    List<String> hits = new ArrayList<>();
    for (Source source : SOURCES) {
      if (which.test(source) && !source.simpleName().equals(THIS)) {
        IntStream.range(0, source.lines().size())
            .filter(i -> pattern.matcher(source.lines().get(i)).find())
            .forEach(i -> hits.add(source.path() + ":" + (i + 1)));
      }
    }
    return hits;
  }
}
