package io.vedette.node;

import io.vedette.protocol.config.InvalidValueException;
import io.vedette.protocol.config.ValueType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** A folder that exists; shown as an absolute path, as redis-server shows its {@code dir}. */
final class FolderType implements ValueType<Path> {
  /** Where the process was started. */
  static final Path WORKING_FOLDER = Path.of("").toAbsolutePath();

  @Override
  public Path parse(List<String> arguments, Path current) throws InvalidValueException {
    byte[] bytes = arguments.getFirst().getBytes(StandardCharsets.ISO_8859_1);
    String name = new String(bytes, StandardCharsets.UTF_8);
    Path folder;
    try {
      folder = WORKING_FOLDER.resolve(name).normalize();
    } catch (InvalidPathException e) {
      throw new InvalidValueException("No such file or directory");
    }
    if (name.isEmpty() || !Files.exists(folder)) {
      throw new InvalidValueException("No such file or directory");
    }
    if (!Files.isDirectory(folder)) {
      throw new InvalidValueException("Not a directory");
    }
    return folder;
  }

  @Override
  public List<String> format(Path value) {
    byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
    return List.of(new String(bytes, StandardCharsets.ISO_8859_1));
  }
}
