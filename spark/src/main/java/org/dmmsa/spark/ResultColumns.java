package org.dmmsa.spark;

import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns of what comes of rows: their id, why they were rejected, where they are, answers. */
final class ResultColumns {
  static final String REASON = "reason";

  /** The input's file that has the row. */
  static final String FILE = "file";

  /** The row's number in its file, from 0. */
  static final String ROW = "row";

  /** How many columns come before the answers. */
  static final int BEFORE_ANSWERS = 4;

  private ResultColumns() {}

  static StructType schema(DataType id, List<String> answers) {
    StructType schema =
        new StructType()
            .add(InputColumns.ID, id)
            .add(REASON, DataTypes.StringType)
            .add(FILE, DataTypes.StringType)
            .add(ROW, DataTypes.LongType);
    for (String answer : answers) {
      schema = schema.add(answer, DataTypes.FloatType);
    }
    return schema;
  }
}
