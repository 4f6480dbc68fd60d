package org.dmmsa.tools;

import java.nio.file.Path;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.savedmodel.bert.BertSavedModel;
import org.dmmsa.training.report.TextTable;

/**
 * A BERT SavedModel.
 *
 * @param kind {@code bert}
 * @param folder where it is
 * @param layout the family of names that its variables have
 * @param sizes of its encoder
 * @param lowerCase whether texts are lower-cased before they are cut into pieces
 * @param parameters numbers that it learnt
 * @param sha256 of its graph and variables
 */
record BertInspection(
    String kind,
    Path folder,
    String layout,
    BertSizes sizes,
    boolean lowerCase,
    long parameters,
    String sha256)
    implements Inspection {

  static BertInspection of(BertSavedModel bert) {
    return new BertInspection(
        "bert",
        bert.folder(),
        bert.layout(),
        bert.sizes(),
        bert.lowerCase(),
        bert.parameters(),
        bert.digest());
  }

  TextTable table() {
    TextTable table = new TextTable();
    table.row("BERT", folder.toString());
    table.row("names of variables", layout);
    table.row("layers", Integer.toString(sizes.encoder().layers()));
    table.row("width", Integer.toString(sizes.encoder().width()));
    table.row("attention heads", Integer.toString(sizes.encoder().heads()));
    table.row("inner width", Integer.toString(sizes.encoder().inner()));
    table.row("activation", sizes.encoder().activation().toString());
    table.row("layer norm epsilon", Float.toString(sizes.encoder().epsilon()));
    table.row("longest text", Integer.toString(sizes.positions()));
    table.row("word pieces", Integer.toString(sizes.vocabulary()));
    table.row("lower-cased", Boolean.toString(lowerCase));
    table.row("parameters", Long.toString(parameters));
    return table;
  }

  @Override
  public String toText() {
    TextTable table = table();
    table.row("SHA-256", sha256);
    return table.toString();
  }
}
