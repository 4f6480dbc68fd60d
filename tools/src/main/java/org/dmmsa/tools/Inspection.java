package org.dmmsa.tools;

/** What something on the disk holds, as text; as JSON it is the record's components. */
interface Inspection {
  /** For a person; ends with a line break. */
  String toText();
}
