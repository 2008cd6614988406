package io.vedette.node.type.stream;

/** The fields and values of an entry that is to be added, in turn, in one array. */
interface EntryFields {
  /** Number of fields, which is that of the values too. */
  int count();

  byte[] bytes();

  /** Where a field, of an even index, or a value, of the odd one behind it, begins. */
  int offset(int index);

  int length(int index);
}
