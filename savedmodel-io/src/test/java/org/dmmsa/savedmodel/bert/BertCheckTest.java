package org.dmmsa.savedmodel.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Sessions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;

class BertCheckTest {
  @TempDir Path temporary;
  private EditedBert bert;

  @BeforeEach
  void writeOne() {
    bert = EditedBert.in(temporary.resolve("bert"));
  }

  @Test
  void aWholeBertAgrees() {
    BertCheck check = BertCheck.run(BertSavedModel.open(bert.folder()), Sessions.DEFAULT);
    assertThat(check.agrees()).isTrue();
    assertThat(check.lengths()).containsExactly(4, 12, 16, 16);
    assertThat(check.sizes().encoder()).isEqualTo(EditedBert.SPEC.sizes(1).encoder());
  }

  @Test
  void aGraphThatComputesSomethingElseDoesNotAgree() throws IOException {
    bert.edit(model -> replaceOp(model, "Softmax", "LogSoftmax"));
    BertCheck check = BertCheck.run(BertSavedModel.open(bert.folder()), Sessions.DEFAULT);
    assertThat(check.agrees()).isFalse();
    assertThat(check.sequenceDifference()).isGreaterThan(0.01f);
  }

  @Test
  void aGraphThatGivesNoNumbersDoesNotAgree() throws IOException {
    bert.edit(model -> replaceOp(model, "SquaredDifference", "Xlogy"));
    BertCheck check = BertCheck.run(BertSavedModel.open(bert.folder()), Sessions.DEFAULT);
    assertThat(check.agrees()).isFalse();
    assertThat(check.pooledDifference()).isInfinite();
  }

  @Test
  void aGraphThatDoesNotRunIsRefused() throws IOException {
    bert.edit(BertCheckTest::waitForAnotherInput);
    BertSavedModel opened = BertSavedModel.open(bert.folder());
    assertThatThrownBy(() -> BertCheck.run(opened, Sessions.DEFAULT))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageNotContaining("\n")
        .hasMessageContaining("cannot run the signature");
  }

  private static void waitForAnotherInput(MetaGraphDef.Builder model) {
    AttrValue real = AttrValue.newBuilder().setType(DataType.DT_FLOAT).build();
    model
        .getGraphDefBuilder()
        .addNodeBuilder()
        .setName("never")
        .setOp("Placeholder")
        .putAttr("dtype", real);
    for (NodeDef.Builder node : model.getGraphDefBuilder().getNodeBuilderList()) {
      if (node.getOp().equals("Softmax")) {
        node.addInput("^never");
      }
    }
  }

  private static void replaceOp(MetaGraphDef.Builder model, String op, String other) {
    for (NodeDef.Builder node : model.getGraphDefBuilder().getNodeBuilderList()) {
      if (node.getOp().equals(op)) {
        node.setOp(other);
      }
    }
  }
}
