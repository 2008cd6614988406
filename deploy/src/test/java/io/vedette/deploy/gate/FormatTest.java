package io.vedette.deploy.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import io.vedette.deploy.gate.SourceTree.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * All sources stand as google-java-format leaves them. {@code mvn -pl deploy -am test
 * -Dtest=FormatTest -Dformat.write=true -Dsurefire.failIfNoSpecifiedTests=false} rewrites them.
 */
class FormatTest {
  private static final boolean WRITE = Boolean.getBoolean("format.write");

  @Test
  void sourcesAreFormatted() throws IOException, FormatterException {
    List<String> unformatted = new ArrayList<>();
    for (Source source : SourceTree.all()) {
      String text = Files.readString(source.file());
      String formatted = format(text);
      if (formatted.equals(text)) {
        continue;
      }
      if (WRITE) {
        Files.writeString(source.file(), formatted);
      } else {
        unformatted.add(source.path());
      }
    }
    assertThat(unformatted).as("run with -Dformat.write=true to rewrite").isEmpty();
  }

  @Test
  void theCheckSeesADifference() throws FormatterException {
    assertThat(format("class  A{int x ;}\n")).isEqualTo("class A {\n  int x;\n}\n");
  }

  private static String format(String text) throws FormatterException {
    JavaFormatterOptions google = JavaFormatterOptions.defaultOptions();
    String imports =
        ImportOrderer.reorderImports(
            RemoveUnusedImports.removeUnusedImports(text), JavaFormatterOptions.Style.GOOGLE);
    return new Formatter(google).formatSource(imports);
  }
}
